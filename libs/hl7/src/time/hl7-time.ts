export type Hl7Precision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction';

/** A moment as HL7 writes it and as it is. */
export interface Hl7Time {
  /** The digits as received, 4 to 14 of them, without zone and fraction. */
  readonly local: string;
  /** ISO 8601, UTC, to the millisecond; the beginning of what `local` names. */
  readonly instant: string;
  readonly precision: Hl7Precision;
}
