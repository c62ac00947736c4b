import { FEATURES, type TrainingDistribution } from '@renwatch/aki';

import { type JudgedCase } from '../cases/judged-case';
import { distributionOf } from './distribution-of';

/** The reference of the drift guard: each feature, and probabilities of rows that were scored without training on them. */
export function trainingDistribution(given: {
  cases: readonly JudgedCase[];
  probabilities: readonly number[];
  /** Weight of a row without AKI, which gives AKI its served share. */
  negativeWeight: number;
  prevalence: number;
}): TrainingDistribution {
  const { cases, probabilities, negativeWeight, prevalence } = given;
  const weights = cases.map(({ aki }) => (aki ? 1 : negativeWeight));
  return {
    prevalence,
    features: FEATURES.map((_, feature) =>
      distributionOf(
        cases.map(({ features }) => features[feature] as number),
        weights,
      ),
    ),
    score: distributionOf(probabilities, weights),
  };
}
