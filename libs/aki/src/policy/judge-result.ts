import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { extractFeatures } from '../features/extract-features';
import { type ModelInfo } from '../model/model-info';
import { type DomainVerdict, withinDomain } from '../model/within-domain';
import { type AkiRule } from '../rule/aki-rule';
import { type RuleOutcome } from '../rule/rule-outcome';

export interface ResultFacts {
  readonly current: CreatinineResult;
  /** Results of the same patient, in any order. */
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
}

/** The facts about a result before a model is asked. */
export interface JudgedResult {
  readonly outcome: RuleOutcome;
  readonly features: readonly number[];
  /** Null without a model. */
  readonly domain: DomainVerdict | null;
}

/** Makes the first half of every decision; live decisions and replays share it. */
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
