import { ageYears } from '../creatinine/age-years';
import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { usableHistory } from '../rule/history-window';
import { type Feature } from './feature';
import { FEATURE_DEFINITIONS } from './feature-definitions';
import { historyFacts } from './history-facts';

/** What the model sees of a result, in order. None needs a laboratory's reference limits. */
export const FEATURES: readonly Feature[] = FEATURE_DEFINITIONS.map(({ name, description }) => ({
  name,
  description,
}));

/**
 * The model's input for one result: one finite number for each of FEATURES, from results strictly earlier and at
 * most 365 days old, whatever their order. Training and serving both come through here.
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
