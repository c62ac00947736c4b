/** How networks are trained; chosen on validation folds. */
export const RECIPE = {
  /** Of the logistic regression beside them. */
  ridge: 1,
  /** Small networks, averaged, so that no single draw of first weights decides. */
  networks: 4,
  hidden: [8],
  maxEpochs: 50,
  patienceEpochs: 8,
  batchesAnEpoch: 12,
  learningRate: 0.01,
  l2: 6e-4,
} as const;
