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
  if (isPrepared(current, earlier)) return earlier;
  return earlier.filter((result) => isUsable(current, result)).sort(byTime);
}

/** A loop, for speed: it runs over the whole history several times in each decision. */
function isPrepared(current: CreatinineResult, earlier: readonly CreatinineResult[]): boolean {
  let before: CreatinineResult | undefined;
  for (const result of earlier) {
    if (!isUsable(current, result) || (before !== undefined && byTime(before, result) > 0)) return false;
    before = result;
  }
  return true;
}

function isUsable(current: CreatinineResult, { observedAtMs, umolPerL }: CreatinineResult): boolean {
  const ageMs = current.observedAtMs - observedAtMs;
  return ageMs > 0 && ageMs <= WINDOW_365D_MS && umolPerL > 0;
}

function byTime(a: CreatinineResult, b: CreatinineResult): number {
  return a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Returns the lowest value of the results at most `windowMs` older than `current`, or null if there is none.
 * @param history as `usableHistory` returns it
 */
export function lowestWithin(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): number | null {
  const from = firstWithin(current, history, windowMs);
  let lowest = Infinity;
  for (let i = from; i < history.length; i += 1)
    lowest = Math.min(lowest, (history[i] as CreatinineResult).umolPerL);
  return from < history.length ? lowest : null;
}

/**
 * Returns the values of the results more than `windowMs` older than `current`.
 * @param history as `usableHistory` returns it
 */
export function valuesBeyond(
  current: CreatinineResult,
  history: readonly CreatinineResult[],
  windowMs: number,
): number[] {
  const to = firstWithin(current, history, windowMs);
  const values: number[] = [];
  for (let i = 0; i < to; i += 1) values.push((history[i] as CreatinineResult).umolPerL);
  return values;
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
