import {
  judgeResult,
  withinDomain,
  type AkiRule,
  type DomainVerdict,
  type JudgedResult,
  type ModelInfo,
} from '@renwatch/aki';
import { type HistoryView } from './history';
import { lookBackOf, type Patient } from './patient';
import { type LiveResult } from './result';

/** Everything a decision rests on before a model answers. */
export interface Grounds extends JudgedResult {
  /** The earlier results that it looked back on, as they stood. */
  readonly history: HistoryView;
  /** The verdict on the shadow model's domain; null without one. */
  readonly shadowDomain: DomainVerdict | null;
}

/** The rule that judges a result, and the models whose training domains it may lie in. */
export interface Judges {
  rule: AkiRule;
  /** Null if there is no model: the rule decides alone. */
  model: Pick<ModelInfo, 'domain'> | null;
  /** A second model, asked beside the first and never paged on. */
  shadow: Pick<ModelInfo, 'domain'> | null;
}

/** Judges a result against the earlier ones that it looks back on. */
export function groundsOf(patient: Patient, result: LiveResult, { rule, model, shadow }: Judges): Grounds {
  const { id, observedAtMs, umolPerL, comparator } = result;
  const current = { id, observedAtMs, umolPerL: Number(umolPerL), comparator };
  const { results: earlier, view: history } = lookBackOf(patient, result);
  const judged = judgeResult({ current, earlier, subject: patient }, { rule, model });
  return {
    ...judged,
    // `history` has the ids: a list of them in each of thousands of decisions would fill the memory.
    outcome: { ...judged.outcome, historyIds: [] },
    history,
    shadowDomain: shadow && withinDomain(shadow, current, earlier, patient),
  };
}
