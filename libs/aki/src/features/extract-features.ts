import { ageYears } from '../creatinine/age-years';
import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { usableHistory } from '../rule/history-window';
import { type Feature } from './feature';
import { FEATURE_DEFINITIONS } from './feature-definitions';
import { historyFacts } from './history-facts';

/** The inputs of the model, in order. None needs a laboratory's reference limits. */
export const FEATURES: readonly Feature[] = FEATURE_DEFINITIONS.map(({ name, description }) => ({
  name,
  description,
}));

/**
 * Computes the model's input for a result: a finite number for each of FEATURES, from results that are strictly earlier
 * and at most 365 days old, in any order. Training and serving both use this function.
 */
export function extractFeatures(
  current: CreatinineResult,
  earlier: readonly CreatinineResult[],
  subject: DecisionSubject,
): number[] {
  const facts = historyFacts({
    current,
    history: usableHistory(current, earlier),
    ageYears: ageYears(subject, current.observedAtMs),
    sex: subject.sex,
  });
  return FEATURE_DEFINITIONS.map((feature) => feature.of(facts));
}
