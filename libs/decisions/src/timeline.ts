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

/** Returns the index of the first result observed after `ms`. */
export function indexAfter(timeline: Timeline, ms: number): number {
  return firstIndex(timeline, (result) => result.observedAtMs > ms);
}

/** Returns the results observed at `fromMs` or later, and before `toMs`. */
export function between<R extends Result>(timeline: Timeline<R>, fromMs: number, toMs = Infinity): R[] {
  return timeline.slice(indexAt(timeline, fromMs), indexAt(timeline, toMs));
}

/** Adds a result, or replaces the one with the same id, whatever its time. */
export function put<R extends Result>(timeline: Timeline<R>, result: R): Timeline<R> {
  const index = timeline.findIndex(({ id }) => id === result.id);
  return inserted(index < 0 ? timeline : spliced(timeline, index, 1), result);
}

/** Adds a result whose id the timeline does not have. */
export function inserted<R extends Result>(timeline: Timeline<R>, result: R): Timeline<R> {
  return spliced(timeline, placeOf(timeline, result), 0, result);
}

/** A copy by `slice` is many times faster than one by `toSpliced` or `with`, and each result of a batch makes some. */
export function spliced<T>(items: readonly T[], index: number, removed: number, ...added: T[]): T[] {
  const copy = items.slice();
  copy.splice(index, removed, ...added);
  return copy;
}

/** Returns the index of a result with this id at this time, or -1. */
export function indexOf(timeline: Timeline, { id, observedAtMs }: Place): number {
  const index = placeOf(timeline, { id, observedAtMs });
  const found = timeline[index];
  return found?.id === id && found.observedAtMs === observedAtMs ? index : -1;
}

/** Returns the index at which a result is, or would have to be inserted. */
export function placeOf(timeline: Timeline, result: Place): number {
  return firstIndex(timeline, (other) => byTime(other, result) >= 0);
}

type Place = Pick<Result, 'id' | 'observedAtMs'>;

export function byTime(a: Place, b: Place): number {
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
