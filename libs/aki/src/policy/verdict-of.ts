import { type ModelInfo } from '../model/model-info';
import { type AlertVerdict, applyPolicy } from './apply-policy';
import { type JudgedResult } from './judge-result';

/** Makes the second half of every decision: applies the policy to a judged result and the model's answer, if any. */
export function verdictOf(
  { outcome, domain }: JudgedResult,
  model: { probability: number; info: Pick<ModelInfo, 'holdBackThreshold' | 'alertThreshold'> } | null,
): AlertVerdict {
  if (!model || !domain) return applyPolicy({ rule: outcome, model: null });
  const { inside, reasons } = domain;
  return applyPolicy({ rule: outcome, model: { ...model, inside, outsideReasons: reasons } });
}
