import { type Result } from './result';

/** The order, specimen and test that a result belongs to, and when it was collected. */
export type Sample = Pick<
  Result,
  'order' | 'placer' | 'specimen' | 'code' | 'subId' | 'observedLocal' | 'observedAtMs'
>;

type Numbers = Pick<Sample, 'order' | 'placer'>;
type Time = Pick<Sample, 'observedLocal' | 'observedAtMs'>;

const MINUTE_MS = 60_000;
const HOUR_DIGITS = 10;

/** An order known by its placer's number alone is the same as one that has a filler's number beside it. */
export function isSameOrder(a: Numbers, b: Numbers): boolean {
  if (a.order === '' || b.order === '') return false;
  const isPlacerOf = (placer: Numbers, filler: Numbers) =>
    placer.placer === '' && placer.order === filler.placer;
  return a.order === b.order || isPlacerOf(a, b) || isPlacerOf(b, a);
}

/** Returns the numbers that an order is known by; none if it has none: then every result is its own. */
export function orderNumbers({ order, placer }: Numbers): string[] {
  return [order, placer].filter((number) => number !== '');
}

/** Returns true if both are results of one test of one order, perhaps of two samples of it. */
export function isSameTest(a: Sample, b: Sample): boolean {
  return (
    isSameOrder(a, b) &&
    a.subId === b.subId &&
    isSameIfKnown(a.code, b.code) &&
    isSameIfKnown(a.specimen, b.specimen)
  );
}

/** Compares times to the coarser of the two precisions. Within a day or hour a time was only placed. */
export function isSameTime(a: Time, b: Time): boolean {
  const digits = Math.min(a.observedLocal.length, b.observedLocal.length);
  if (digits <= HOUR_DIGITS) return a.observedLocal.slice(0, digits) === b.observedLocal.slice(0, digits);
  if (a.observedLocal.length === b.observedLocal.length) return a.observedAtMs === b.observedAtMs;
  return Math.floor(a.observedAtMs / MINUTE_MS) === Math.floor(b.observedAtMs / MINUTE_MS);
}

/**
 * Leaves out results that are of none of these times, as far as that is cheap to tell: an order may have thousands of
 * samples. Times to the minute or finer can be the same only within one minute.
 */
export function atTimesOf<R extends Time>(results: readonly R[], times: readonly Time[]): readonly R[] {
  if (results.some(isCoarse) || times.some(isCoarse)) return results;
  const minutes = new Set(times.map(minuteOf));
  return results.filter((result) => minutes.has(minuteOf(result)));
}

export function isCoarse({ observedLocal }: Pick<Time, 'observedLocal'>): boolean {
  return observedLocal.length <= HOUR_DIGITS;
}

export function minuteOf({ observedAtMs }: Pick<Time, 'observedAtMs'>): number {
  return Math.floor(observedAtMs / MINUTE_MS);
}

/** Codes and specimens are unknown in results that an older version stored, or if the feed does not send them. */
export function isSameIfKnown(a: string, b: string): boolean {
  return a === b || a === '' || b === '';
}
