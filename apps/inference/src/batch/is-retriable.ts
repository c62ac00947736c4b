import { type DecisionStore } from './decision-store.port';

/** Returns true if the same work may succeed later: so say the store's errors, and those that call themselves retriable. */
export function isRetriable(store: Pick<DecisionStore, 'isRetriable'>, error: unknown): boolean {
  return store.isRetriable(error) || (error as { retriable?: unknown } | null)?.retriable === true;
}
