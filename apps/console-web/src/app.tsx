import { useCallback, useEffect, useState } from 'react';
import { SCREENS_OF, type Session } from '@renwatch/contract';
import { api, RefusedError } from './api';
import { FeedsScreen } from './feeds';
import { useLive } from './live';
import { LoginScreen } from './login';
import { Link } from './parts';
import { PatientScreen } from './patient';
import { addressOf, useRoute } from './route';
import { type ScreenProps } from './screen-props';
import { WorklistScreen } from './worklist';

export function App() {
  const [session, setSession] = useState<Session | 'unknown' | undefined>('unknown');
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    api.read<Session>('session', true).then(setSession, (error: unknown) => {
      setSession(undefined);
      if (error instanceof RefusedError && error.problem !== 'no-session') setTrouble(error.message);
    });
  }, []);
  const end = useCallback(() => setSession(undefined), []);
  if (session === 'unknown') return <main className="notice">Loading…</main>;
  if (session === undefined)
    return (
      <>
        {trouble && (
          <p className="bar" role="alert">
            {trouble}
          </p>
        )}
        <LoginScreen onLogin={setSession} />
      </>
    );
  return <Screens session={session} onNoSession={end} />;
}

function Screens({ session, onNoSession }: Pick<ScreenProps, 'session' | 'onNoSession'>) {
  const route = useRoute();
  const screens = SCREENS_OF[session.role];
  const { version, isStale } = useLive(
    screens.length > 0,
    route.screen === 'patient' ? route.patientId : undefined,
  );
  const props = { session, version, onNoSession };
  const [trouble, setTrouble] = useState('');
  const logOut = () =>
    api.logOut(session).then(onNoSession, (error: unknown) => {
      if (error instanceof RefusedError && error.problem === 'no-session') onNoSession();
      else setTrouble(`You are still logged in. ${error instanceof Error ? error.message : ''}`);
    });
  const screen =
    screens.includes(route.screen) || route.screen !== 'worklist' ? route : { ...route, screen: screens[0] };
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <strong>Renwatch</strong>
        <nav aria-label="Screens">
          {screens.includes('worklist') && (
            <Link to={addressOf.worklist} isHere={screen.screen === 'worklist'}>
              Worklist
            </Link>
          )}
          {screens.includes('feeds') && (
            <Link to={addressOf.feeds} isHere={screen.screen === 'feeds'}>
              Feeds
            </Link>
          )}
        </nav>
        <span className="who">
          {session.user} <span className="muted">{session.role}</span>
        </span>
        <button type="button" onClick={() => void logOut()}>
          Log out
        </button>
      </header>
      {trouble && (
        <p className="bar" role="alert">
          {trouble}
        </p>
      )}
      {isStale && (
        <p className="bar" role="alert">
          Not live: the console has not been heard for 10 seconds. What you see may be old.
        </p>
      )}
      <main id="content">
        {screens.length === 0 && (
          <p className="notice">
            Accounts are managed with npx renwatch console user. There is no screen for your role yet.
          </p>
        )}
        {screen.screen === 'worklist' && <WorklistScreen {...props} />}
        {screen.screen === 'feeds' && <FeedsScreen {...props} />}
        {route.screen === 'patient' && (
          <PatientScreen {...props} patientId={route.patientId} decisionId={route.decisionId} />
        )}
      </main>
    </>
  );
}
