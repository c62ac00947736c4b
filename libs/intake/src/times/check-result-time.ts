import { type TimeValue } from '@renwatch/events';

export type TimeRefusalReason = 'time-missing' | 'time-imprecise' | 'time-in-future';

export type CheckedTime =
  | { ok: true; observedAt: { local: string; instant: string } }
  | { ok: false; reason: TimeRefusalReason; detail: string };

/** A specimen time may lie a little ahead of its message's; further ahead it would hide every later result. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Checks that a result has a time precise enough, and not too late, for its patient's history.
 * @param sentAt ISO instant of the message
 */
export function checkResultTime(observedAt: TimeValue | null, sentAt: string): CheckedTime {
  if (!observedAt) return refuse('time-missing', 'neither OBX-14 nor OBR-7 is a time');
  const { local, instant, precision } = observedAt;
  if (precision === 'year' || precision === 'month')
    return refuse('time-imprecise', `the result's time is given to the ${precision} only`);
  if (Date.parse(instant) - Date.parse(sentAt) > MAX_AHEAD_MS)
    return refuse('time-in-future', 'the result is more than 24 h later than its message');
  return { ok: true, observedAt: { local, instant } };
}

const refuse = (reason: TimeRefusalReason, detail: string): CheckedTime => ({ ok: false, reason, detail });
