import { type CreatinineResult } from '../creatinine/creatinine-result';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Windows include their ends: a result exactly this old still counts. */
export const WINDOW_48H_MS = 48 * HOUR_MS;
export const WINDOW_7D_MS = 7 * DAY_MS;
export const WINDOW_365D_MS = 365 * DAY_MS;

/**
 * Returns the earlier results that a decision may use: strictly earlier than `current`, at most 365 days old, above zero;
 * sorted by time, then id, so that the order of arrival does not matter. Returns `earlier` itself if it is that already:
 * a history of thousands is checked in one pass, not copied and sorted by each part of a decision.
 */
export function usableHistory<R extends CreatinineResult>(
  current: CreatinineResult,
  earlier: readonly R[],
): readonly R[] {
  const isUsable = (result: R) => {
    const ageMs = current.observedAtMs - result.observedAtMs;
    return ageMs > 0 && ageMs <= WINDOW_365D_MS && result.umolPerL > 0;
  };
  const isPrepared = earlier.every((result, i) => {
    const before = earlier[i - 1];
    return isUsable(result) && (before === undefined || byTime(before, result) <= 0);
  });
  return isPrepared ? earlier : earlier.filter(isUsable).sort(byTime);
}

function byTime(a: CreatinineResult, b: CreatinineResult): number {
  return a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Returns the values of the results at most `windowMs` older than `current`.
 * @param history as `usableHistory` returns it
 */
export function valuesWithin(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): Float64Array {
  return valuesOf(history, firstWithin(current, history, windowMs), history.length);
}

/**
 * Returns the values of the results more than `windowMs` older than `current`.
 * @param history as `usableHistory` returns it
 */
export function valuesBeyond(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): Float64Array {
  return valuesOf(history, 0, firstWithin(current, history, windowMs));
}

/** Binary search for the index of the first result at most `windowMs` older than `current`. */
export function firstWithin(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (current.observedAtMs - (history[middle] as CreatinineResult).observedAtMs <= windowMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function valuesOf(history: readonly CreatinineResult[], from: number, to: number): Float64Array {
  const values = new Float64Array(to - from);
  for (let i = from; i < to; i += 1) values[i - from] = (history[i] as CreatinineResult).umolPerL;
  return values;
}
