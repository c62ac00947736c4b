import { type Result } from './result';

/** Results in order of time, then id. */
export type Timeline<R extends Result = Result> = readonly R[];

export function inOrder<R extends Result>(results: readonly R[]): R[] {
  return [...results].sort(byTime);
}

/** Returns the index of the first result observed at or after `ms`. */
export function indexAt(timeline: Timeline, ms: number): number {
  return firstIndex(timeline, (result) => result.observedAtMs >= ms);
}

/** Returns the results observed at `fromMs` or later, and before `toMs`. */
export function between<R extends Result>(timeline: Timeline<R>, fromMs: number, toMs = Infinity): R[] {
  return timeline.slice(indexAt(timeline, fromMs), indexAt(timeline, toMs));
}

/** Adds a result, or replaces the one with the same id, whatever its time. */
export function put<R extends Result>(timeline: Timeline<R>, result: R): Timeline<R> {
  const others = timeline.filter(({ id }) => id !== result.id);
  return others.toSpliced(
    firstIndex(others, (other) => byTime(other, result) >= 0),
    0,
    result,
  );
}

export function byTime(a: Result, b: Result): number {
  if (a.observedAtMs !== b.observedAtMs) return a.observedAtMs - b.observedAtMs;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Binary search; `isAfter` is false for the results before the index and true from there on. */
function firstIndex<R extends Result>(timeline: Timeline<R>, isAfter: (result: R) => boolean): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(timeline[middle] as R)) high = middle;
    else low = middle + 1;
  }
  return low;
}
