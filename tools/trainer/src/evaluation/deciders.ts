import { applyPolicy, type ModelInfo, withinDomain } from '@renwatch/aki';
import { type Figures } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { countDecisions, figuresOf } from './f3';

export interface Scored {
  readonly cases: readonly JudgedCase[];
  /** The model's probability of each case. */
  readonly probabilities: readonly number[];
  readonly info: Pick<ModelInfo, 'holdBackThreshold' | 'alertThreshold' | 'domain'>;
}

/** Ways of deciding on the same cases, side by side. */
export interface Comparison {
  /** As the services decide: rule and model under the alert policy. */
  readonly policy: Figures;
  /** The model at its hold-back threshold, without the policy; the rule where the model may not judge. */
  readonly model: Figures;
  /** The rule alone, stage 1 and above. */
  readonly rule: Figures;
  /** The rule alone, stage 2 and above. */
  readonly ruleStage2: Figures;
}

export function compare(scored: Scored, negativeWeight = 1): Comparison {
  const { cases, probabilities, info } = scored;
  const inside = cases.map((one) => withinDomain(info, one.current, one.earlier, one.subject).inside);
  const at = (index: number) => ({
    rule: (cases[index] as JudgedCase).rule,
    probability: probabilities[index] as number,
    inside: inside[index] as boolean,
  });
  const measure = (alerts: (index: number) => boolean) =>
    figuresOf(countDecisions(cases, alerts, negativeWeight));
  return {
    policy: measure((index) => {
      const { rule, probability, inside: known } = at(index);
      return applyPolicy({ rule, model: { probability, info, inside: known } }).level > 0;
    }),
    model: measure((index) => {
      const { rule, probability, inside: known } = at(index);
      return known ? probability >= info.holdBackThreshold : rule.stage > 0;
    }),
    rule: measure((index) => at(index).rule.stage >= 1),
    ruleStage2: measure((index) => at(index).rule.stage >= 2),
  };
}
