import { type ReportedResult } from '@renwatch/decisions';
import { type ObservationValue } from '@renwatch/events';
import { placeInPeriod } from './place-in-period';

export type TimeRefusalReason = 'time-missing' | 'time-imprecise' | 'time-in-future';

export type CheckedTime =
  | { ok: true; observedAt: ReportedResult['observedAt'] }
  | { ok: false; reason: TimeRefusalReason; detail: string };

/** A specimen time may lie a little ahead of its message's; further ahead it would hide every later result. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Checks that a result has a time precise enough, and not too late, for its patient's history. A time of a day or hour is
 * placed within it.
 * @param sentAt ISO instant of the message
 */
export function checkResultTime(
  { observedAt, unreadableTimes = [] }: Pick<ObservationValue, 'observedAt' | 'unreadableTimes'>,
  sentAt: string,
): CheckedTime {
  if (!observedAt) return refuse('time-missing', missing(unreadableTimes));
  const { local, instant, precision } = observedAt;
  if (precision === 'year' || precision === 'month')
    return refuse('time-imprecise', `the result's time is given to the ${precision} only`);
  const sentAtMs = Date.parse(sentAt);
  if (Date.parse(instant) - sentAtMs > MAX_AHEAD_MS)
    return refuse('time-in-future', 'the result is more than 24 h later than its message');
  const placed = new Date(placeInPeriod(observedAt, sentAtMs)).toISOString();
  const begins = placed === instant ? {} : { begins: instant };
  return { ok: true, observedAt: { local, instant: placed, ...begins } };
}

const refuse = (reason: TimeRefusalReason, detail: string): CheckedTime => ({ ok: false, reason, detail });

/** Names the fields, not their texts, which may hold anything. */
function missing(unreadable: readonly string[]): string {
  if (unreadable.length === 0) return 'no field for the time of a result holds one';
  const fault = unreadable.length === 1 ? 'is not an HL7 time' : 'are no HL7 times';
  return `${unreadable.join(', ')} ${fault}; write YYYYMMDDHHMM`;
}
