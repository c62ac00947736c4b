/** How networks are trained; chosen on validation folds. */
export const RECIPE = {
  hidden: [16, 8],
  maxEpochs: 150,
  patienceEpochs: 15,
  batchRows: 256,
  learningRate: 0.005,
  l2: 1e-4,
} as const;
