/**
 * How a number was spread over the training rows. Value `v` lies in bin `i`, the number of edges that are not above
 * it: bin 0 is below the first edge, the last bin at or above the last.
 */
export interface Distribution {
  /** Rising; one fewer than the bins. */
  readonly edges: readonly number[];
  /** The share of rows in each bin; together 1. */
  readonly shares: readonly number[];
}

/**
 * The training set, rows with an age and a history, as a drift guard needs it: rows without AKI weighted so that AKI has the share that is to be served
 * (training rows hold far more of it than a ward sends), so that a hospital like the training set has a PSI near 0.
 */
export interface TrainingDistribution {
  /** The share of AKI the rows are weighted to. */
  readonly prevalence: number;
  /** One for each feature, in the model's order. */
  readonly features: readonly Distribution[];
  /** Of the model's probability. */
  readonly score: Distribution;
}
