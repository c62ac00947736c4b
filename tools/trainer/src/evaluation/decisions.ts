import { applyPolicy, type DomainVerdict, type ModelInfo, withinDomain } from '@renwatch/aki';

import { type JudgedCase } from '../cases/judged-case';
import { type UnmetAki } from '../cases/unmet-aki';

export interface Scored {
  readonly cases: readonly JudgedCase[];
  /** The probability from the model for each case. */
  readonly probabilities: readonly number[];
  readonly info: Pick<ModelInfo, 'holdBackThreshold' | 'alertThreshold' | 'domain'>;
  /** Counted as missed in every way of deciding; absent if every label has a case. */
  readonly unmet?: readonly UnmetAki[];
}

/** Alerts by case, for each way of deciding. */
export interface Decisions {
  /** As the services decide: rule and model under the alert policy. */
  readonly policy: readonly boolean[];
  /** The model at its hold-back threshold, without the policy; outside the training domain, the rule. */
  readonly model: readonly boolean[];
  /** The rule alone, stage 1 and above. */
  readonly rule: readonly boolean[];
  /** The rule alone, stage 2 and above. */
  readonly ruleStage2: readonly boolean[];
}

export function decide({ cases, probabilities, info }: Scored): Decisions {
  const domains = cases.map(({ current, earlier, subject }) => withinDomain(info, current, earlier, subject));
  const probability = (index: number) => probabilities[index] as number;
  return {
    policy: cases.map(({ rule }, index) => {
      const { inside, reasons } = domains[index] as DomainVerdict;
      const model = { probability: probability(index), info, inside, outsideReasons: reasons };
      return applyPolicy({ rule, model }).level > 0;
    }),
    model: cases.map(({ rule }, index) =>
      domains[index]?.inside ? probability(index) >= info.holdBackThreshold : rule.stage > 0,
    ),
    rule: cases.map(({ rule }) => rule.stage >= 1),
    ruleStage2: cases.map(({ rule }) => rule.stage >= 2),
  };
}
