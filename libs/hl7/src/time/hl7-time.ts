export type Hl7Precision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction';

/** A moment, as written in HL7 and as an instant. */
export interface Hl7Time {
  /** The 4 to 14 digits as received, without zone and fraction. */
  readonly local: string;
  /** ISO 8601, UTC, to the millisecond; the beginning of the period that `local` names. */
  readonly instant: string;
  readonly precision: Hl7Precision;
}
