import { useSyncExternalStore } from 'react';

/** A screen and what it is about; the address is the state. */
export type Route =
  | { screen: 'worklist' }
  | { screen: 'feeds' }
  | { screen: 'patient'; patientId: string; decisionId: string | undefined };

export function routeOf(path: string): Route {
  const [, screen, patientId, , decisionId] = path.split('/');
  if (screen === 'patients' && patientId) return { screen: 'patient', patientId, decisionId };
  return screen === 'feeds' ? { screen: 'feeds' } : { screen: 'worklist' };
}

export const addressOf = {
  worklist: '/',
  feeds: '/feeds',
  patient: (patientId: string) => `/patients/${patientId}`,
  decision: (patientId: string, decisionId: string) => `/patients/${patientId}/decisions/${decisionId}`,
};

const CHANGED = 'popstate';

export function go(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new Event(CHANGED));
}

/** Shows another address of the same screen, without a step back to this. */
export function correct(address: string): void {
  history.replaceState(null, '', address);
  dispatchEvent(new Event(CHANGED));
}

export function useRoute(): Route {
  const path = useSyncExternalStore(
    (listener) => {
      addEventListener(CHANGED, listener);
      return () => removeEventListener(CHANGED, listener);
    },
    () => location.pathname,
  );
  return routeOf(path);
}
