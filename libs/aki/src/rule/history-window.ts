import { type CreatinineResult } from '../creatinine/creatinine-result';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Windows include their ends: a result exactly this old still counts. */
export const WINDOW_48H_MS = 48 * HOUR_MS;
export const WINDOW_7D_MS = 7 * DAY_MS;
export const WINDOW_365D_MS = 365 * DAY_MS;

/**
 * Returns the earlier results that a decision may use: strictly earlier than `current`, at most 365 days old, above zero;
 * sorted by time, then id, so that the order of arrival does not matter.
 */
export function usableHistory<R extends CreatinineResult>(
  current: CreatinineResult,
  earlier: readonly R[],
): R[] {
  return earlier
    .filter((result) => {
      const ageMs = current.observedAtMs - result.observedAtMs;
      return ageMs > 0 && ageMs <= WINDOW_365D_MS && result.umolPerL > 0;
    })
    .sort((a, b) => a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Returns the values of the results at most `windowMs` older than `current`. */
export function valuesWithin(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): number[] {
  return history
    .filter((result) => current.observedAtMs - result.observedAtMs <= windowMs)
    .map((result) => result.umolPerL);
}

/** Returns the values of the results more than `windowMs` older than `current`. */
export function valuesBeyond(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): number[] {
  return history
    .filter((result) => current.observedAtMs - result.observedAtMs > windowMs)
    .map((result) => result.umolPerL);
}
