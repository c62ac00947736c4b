/**
 * The distribution of a number over the training rows. A value lies in bin `i` if `i` edges are not above it: bin 0 is
 * below the first edge, the last bin is at or above the last edge.
 */
export interface Distribution {
  /** In rising order; one fewer than there are bins. */
  readonly edges: readonly number[];
  /** The share of rows in each bin; the sum is 1. */
  readonly shares: readonly number[];
}

/**
 * The training rows with an age and a history, as a drift guard needs them. Rows without AKI are weighted so that AKI has
 * the share expected in a hospital, because the training set holds far more of it. A hospital like the training set then
 * has a PSI near 0.
 */
export interface TrainingDistribution {
  /** The share of AKI after weighting. */
  readonly prevalence: number;
  /** A distribution for each feature, in the model's order. */
  readonly features: readonly Distribution[];
  /** The distribution of the model's probability. */
  readonly score: Distribution;
}
