import { type ModelInfo } from '../model/model-info';
import { type AlertVerdict, applyPolicy } from './apply-policy';
import { type JudgedResult } from './judge-result';

/** The second half of every decision: the policy on what was judged, with what the model gave, if it was asked. */
export function verdictOf(
  { outcome, domain }: JudgedResult,
  model: { probability: number; info: Pick<ModelInfo, 'holdBackThreshold' | 'alertThreshold'> } | null,
): AlertVerdict {
  if (!model || !domain) return applyPolicy({ rule: outcome, model: null });
  const { inside, reasons } = domain;
  return applyPolicy({ rule: outcome, model: { ...model, inside, outsideReasons: reasons } });
}
