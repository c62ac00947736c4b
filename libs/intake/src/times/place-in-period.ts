import { type TimeValue } from '@renwatch/events';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Precisions within which the order of two results is not known. */
const PERIODS_MS: Partial<Record<TimeValue['precision'], number>> = { day: DAY_MS, hour: 60 * MINUTE_MS };

/**
 * Places a time of a day or hour at the moment its message was sent, so that of two results of one day the later sent is
 * the later one. If it was sent after the period, it belongs into the last minute of it: the later sent, the later, as far
 * as milliseconds tell. A day is taken as 24 h, also if clocks change in it. Any finer time is its own instant.
 * @param sentAtMs send time of the message
 * @returns ms since 1970
 */
export function placeInPeriod({ instant, precision }: TimeValue, sentAtMs: number): number {
  const beginsMs = Date.parse(instant);
  const periodMs = PERIODS_MS[precision];
  if (periodMs === undefined || sentAtMs <= beginsMs) return beginsMs;
  const lastMinuteMs = beginsMs + periodMs - MINUTE_MS;
  const delayMs = sentAtMs - lastMinuteMs;
  if (delayMs <= 0) return sentAtMs;
  return lastMinuteMs + Math.floor((MINUTE_MS * delayMs) / (delayMs + DAY_MS));
}
