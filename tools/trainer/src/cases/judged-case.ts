import {
  type CreatinineResult,
  type DecisionSubject,
  extractFeatures,
  nhsEnglandRule,
  type RuleOutcome,
  usableHistory,
} from '@renwatch/aki';

/** One labelled result with the outcome of the rule and the features for the model. */
export interface JudgedCase {
  readonly current: CreatinineResult;
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
  readonly aki: boolean;
  /** Equal for all cases of a patient, which puts them into the same fold. */
  readonly group: string;
  readonly rule: RuleOutcome;
  readonly features: readonly number[];
}

export function judge(given: {
  current: CreatinineResult;
  earlier: readonly CreatinineResult[];
  subject: DecisionSubject;
  aki: boolean;
  group: string;
}): JudgedCase {
  const earlier = usableHistory(given.current, given.earlier);
  return {
    ...given,
    earlier,
    rule: nhsEnglandRule.decide(given.current, earlier, given.subject),
    features: extractFeatures(given.current, earlier, given.subject),
  };
}
