import { type ModelInfo } from '../model/model-info';
import { type OutsideReason } from '../model/within-domain';
import { explainComparison, explainOutcome } from '../rule/explain-outcome';
import { type RuleOutcome, type Stage } from '../rule/rule-outcome';

export interface ModelOpinion {
  readonly probability: number;
  readonly info: Pick<ModelInfo, 'holdBackThreshold' | 'alertThreshold'>;
  /** True if the result lies in the model's training domain (`withinDomain`). */
  readonly inside: boolean;
  /** Empty inside the domain. */
  readonly outsideReasons: readonly OutsideReason[];
}

export interface AlertVerdict {
  /** 0: no alert. */
  readonly level: Stage;
  /** The origin of the alert; null without an alert. */
  readonly source: 'rule' | 'model' | null;
  /** A sentence for clinicians, without its full stop. */
  readonly reason: string;
}

/**
 * Decides if a result alerts. The rule's stages 2 and 3 always do. Inside its training domain the model may hold back a
 * stage 1 and may raise an alert of level 1 of its own. Outside it, or without a model, the rule decides alone; outside
 * it the sentence says so, whatever the stage.
 */
export function applyPolicy(given: { rule: RuleOutcome; model: ModelOpinion | null }): AlertVerdict {
  const { rule, model } = given;
  const sentence = explainOutcome(rule);
  const byRule: AlertVerdict = {
    level: rule.stage,
    source: rule.stage === 0 ? null : 'rule',
    reason: sentence,
  };
  if (model === null) return byRule;
  if (!model.inside) return { ...byRule, reason: `${sentence}; ${explainOutside(model.outsideReasons)}` };
  if (rule.stage >= 2) return byRule;

  const { holdBackThreshold, alertThreshold } = model.info;
  if (rule.stage === 1) {
    if (model.probability >= holdBackThreshold) return byRule;
    const odds = `probability ${percent(model.probability)}, below ${percent(holdBackThreshold)}`;
    return { level: 0, source: null, reason: `${sentence}; held back by the model (${odds})` };
  }
  if (model.probability >= alertThreshold) {
    const odds = `probability ${percent(model.probability)}, alerts from ${percent(alertThreshold)}`;
    return { level: 1, source: 'model', reason: `${explainComparison(rule)}: AKI by the model (${odds})` };
  }
  return byRule;
}

function explainOutside(reasons: readonly OutsideReason[]): string {
  return `the rule decided alone, for the model: ${reasons.map(outsideWords).join(', ')}`;
}

function outsideWords(reason: OutsideReason): string {
  switch (reason) {
    case 'age-unknown':
      return 'age unknown';
    case 'age':
      return 'age outside its training';
    case 'sex-unknown':
      return 'sex unknown';
    case 'no-history':
      return 'no history';
    case 'history-length':
      return 'history longer or shorter than in its training';
    case 'value-range':
      return 'values outside its training';
    case 'value-bound':
      return 'a bound in place of a value';
    default:
      return reason satisfies never;
  }
}

function percent(probability: number): string {
  return `${(probability * 100).toFixed(1)}%`;
}
