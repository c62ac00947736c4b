/**
 * Why a creatinine observation is neither decided nor refused, or another field of the message is not used:
 * - `pending`: no value yet (OBX-11 I, N, O or preliminary);
 * - `unchanged`: OBX-11 U without a value: the one received before is final;
 * - `not-blood`: measured in urine or another fluid;
 * - `without-number`: a text, or nothing, in place of the number; it withdraws a number received before;
 * - `message-type`: in a message whose observations are not results, such as an order;
 * - `birth-date-unreadable`: PID-7 holds a text that is not a date: the patient is judged as one of unknown age.
 */
export const IGNORED_REASONS = [
  'pending',
  'unchanged',
  'not-blood',
  'without-number',
  'message-type',
  'birth-date-unreadable',
] as const;
export type IgnoredReason = (typeof IGNORED_REASONS)[number];

/** The observations or fields of one message that are ignored for one reason. */
export interface Ignored {
  readonly reason: IgnoredReason;
  /** Number of observations; of `birth-date-unreadable`, 1. */
  readonly values: number;
}
