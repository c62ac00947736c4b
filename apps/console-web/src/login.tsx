import { type FormEvent, useState } from 'react';
import { type Session } from '@renwatch/contract';
import { api, RefusedError } from './api';

/** Asks for user name and password. The address stays, so that a person comes back to the same screen. */
export function LoginScreen({ onLogin }: { onLogin: (session: Session) => void }) {
  const [message, setMessage] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    api
      .logIn({ name: String(given.get('name')), password: String(given.get('password')) })
      .then(onLogin, (error: unknown) =>
        setMessage(error instanceof RefusedError ? error.message : String(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <main className="login">
      <h1>Renwatch</h1>
      <p>Acute kidney injury, from the result to the page.</p>
      <form onSubmit={submit}>
        <label>
          User name
          <input name="name" autoComplete="username" required autoFocus maxLength={64} />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required maxLength={256} />
        </label>
        <p role="alert" className="trouble">
          {message}
        </p>
        <button disabled={isBusy}>Log in</button>
      </form>
    </main>
  );
}
