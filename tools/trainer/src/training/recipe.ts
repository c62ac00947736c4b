/** Training parameters, chosen on validation folds. */
export const RECIPE = {
  /** Penalty of the logistic regression. */
  ridge: 1,
  /** Several small networks are averaged, so that no single initialisation decides. */
  networks: 4,
  hidden: [8],
  maxEpochs: 50,
  patienceEpochs: 8,
  batchesPerEpoch: 12,
  learningRate: 0.01,
  l2: 6e-4,
} as const;
