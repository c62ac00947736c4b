export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * The range in which the model has seen enough data to be trusted; outside it the rule decides alone. Recorded with the
 * model. A patient of unknown sex and a bound (`<x`, `>x`) are outside every domain, because training data have neither.
 */
export interface TrainingDomain {
  /** Age at the result, full years. An unknown age is outside. */
  readonly ageYears: Range;
  /** Earlier results of the last 365 days. */
  readonly historyResults: Range;
  /** The current result and every earlier one of the last 365 days. */
  readonly umolPerL: Range;
}
