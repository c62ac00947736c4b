import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { extractFeatures } from '../features/extract-features';
import { type ModelInfo } from '../model/model-info';
import { type DomainVerdict, withinDomain } from '../model/within-domain';
import { type AkiRule } from '../rule/aki-rule';
import { type RuleOutcome } from '../rule/rule-outcome';

export interface ResultFacts {
  readonly current: CreatinineResult;
  /** Of the same patient, in any order. */
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
}

/** What is to be known of a result before a model speaks. */
export interface JudgedResult {
  readonly outcome: RuleOutcome;
  readonly features: readonly number[];
  /** Null without a model. */
  readonly domain: DomainVerdict | null;
}

/** The first half of every decision, the same when it is made and when it is made again. */
export function judgeResult(
  { current, earlier, subject }: ResultFacts,
  { rule, model }: { rule: AkiRule; model: Pick<ModelInfo, 'domain'> | null },
): JudgedResult {
  return {
    outcome: rule.decide(current, earlier, subject),
    features: extractFeatures(current, earlier, subject),
    domain: model && withinDomain(model, current, earlier, subject),
  };
}
