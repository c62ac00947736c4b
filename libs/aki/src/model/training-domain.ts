export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * Where the model has seen enough to be trusted; outside it the rule decides alone. Recorded with the model. A patient of
 * unknown sex, and a bound (`<x`, `>x`) in place of a value, are outside every one: training data have none.
 */
export interface TrainingDomain {
  /** Age at the result, full years. An unknown age is outside. */
  readonly ageYears: Range;
  /** Earlier results of the last 365 days. */
  readonly historyResults: Range;
  /** The current result and every earlier one of the last 365 days. */
  readonly umolPerL: Range;
}
