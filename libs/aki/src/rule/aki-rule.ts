import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type RuleOutcome } from './rule-outcome';

/** A published rule that stages AKI from one patient's creatinine results. Pure: the same facts give the same outcome. */
export interface AkiRule {
  readonly name: 'nhs-england' | 'kdigo';
  /** Changes whenever an outcome could; recorded with each decision. */
  readonly version: string;
  /**
   * @param earlier results of the same patient in any order; those not strictly earlier than `current`, or older
   * than 365 days, are left out here
   * @param subject age or sex unknown: taken as an adult, and the outcome says so
   */
  decide(
    current: CreatinineResult,
    earlier: readonly CreatinineResult[],
    subject: DecisionSubject,
  ): RuleOutcome;
}
