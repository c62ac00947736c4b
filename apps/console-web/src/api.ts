import { type Login, type Problem, type Session } from '@renwatch/contract';

/** A request that the console refused; the message is a sentence for the person. */
export class RefusedError extends Error {
  constructor(
    readonly problem: Problem['problem'],
    message: string,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

const AWAY = 'The console does not answer. Check your network; this page tries again by itself.';

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(`/api/v1/${path}`, init).catch(() => {
    throw new RefusedError('unavailable', AWAY);
  });
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  const { problem = 'failed', message = AWAY } = (body ?? {}) as Partial<Problem>;
  throw new RefusedError(problem, message);
}

/** The API of the console. @throws RefusedError */
export const api = {
  /** @param isByPage true for a refresh that no person asked for, which must not keep a session alive */
  read: <T>(path: string, isByPage: boolean): Promise<T> =>
    ask<T>(path, { headers: isByPage ? { 'X-Renwatch-By': 'page' } : {} }),

  logIn: (given: Login): Promise<Session> =>
    ask<Session>('session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(given),
    }),

  logOut: ({ csrfToken }: Session): Promise<void> =>
    ask<void>('session', { method: 'DELETE', headers: { 'X-CSRF-Token': csrfToken } }),
};
