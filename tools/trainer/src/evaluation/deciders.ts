import { type Figures } from '@renwatch/model';

import { type Decisions, decide, type Scored } from './decisions';
import { countDecisions, figuresOf } from './f3';

/** Figures for each way of deciding. */
export type Comparison = Readonly<Record<keyof Decisions, Figures>>;

export function compare(scored: Scored, negativeWeight = 1): Comparison {
  const decisions = decide(scored);
  // AKI without a case has no alert.
  const labelled = [...scored.cases, ...(scored.unmet ?? [])];
  const measure = (alerts: readonly boolean[]) =>
    figuresOf(countDecisions(labelled, (index) => alerts[index] === true, negativeWeight));
  return {
    policy: measure(decisions.policy),
    model: measure(decisions.model),
    rule: measure(decisions.rule),
    ruleStage2: measure(decisions.ruleStage2),
  };
}
