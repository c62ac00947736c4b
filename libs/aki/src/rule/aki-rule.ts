import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type RuleOutcome } from './rule-outcome';

/** A published rule that stages AKI from one patient's creatinine results. Pure: the same facts give the same outcome. */
export interface AkiRule {
  readonly name: 'nhs-england' | 'kdigo';
  /** Raised if any outcome could change; recorded with each decision. */
  readonly version: string;
  /**
   * @param earlier results of the same patient in any order; the rule ignores those that are not strictly earlier than
   * `current` or are older than 365 days
   * @param subject if age or sex is unknown, the rule assumes an adult and the outcome says so
   */
  decide(
    current: CreatinineResult,
    earlier: readonly CreatinineResult[],
    subject: DecisionSubject,
  ): RuleOutcome;
}
