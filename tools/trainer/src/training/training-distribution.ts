import { FEATURES, type TrainingDistribution } from '@renwatch/aki';

import { type JudgedCase } from '../cases/judged-case';
import { distributionOf } from './distribution-of';

/** What a drift guard compares a feed with: each feature, and the probabilities of rows the model was not trained on. */
export function trainingDistribution(given: {
  cases: readonly JudgedCase[];
  probabilities: readonly number[];
  /** What a row without AKI counts, for AKI to have the share that is served. */
  negativeWeight: number;
  prevalence: number;
}): TrainingDistribution {
  const { cases, probabilities, negativeWeight, prevalence } = given;
  const weights = cases.map((one) => (one.aki ? 1 : negativeWeight));
  return {
    prevalence,
    features: FEATURES.map((_, feature) =>
      distributionOf(
        cases.map((one) => one.features[feature] as number),
        weights,
      ),
    ),
    score: distributionOf(probabilities, weights),
  };
}
