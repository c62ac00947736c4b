import {
  judgeResult,
  usableHistory,
  withinDomain,
  type AkiRule,
  type CreatinineResult,
  type DomainVerdict,
  type JudgedResult,
  type ModelInfo,
} from '@renwatch/aki';
import { historyOf, type Patient } from './patient';
import { type LiveResult } from './result';

/** Everything a decision rests on before a model answers. */
export interface Grounds extends JudgedResult {
  /** The earlier results that it looked back on, as they stood, by time, then id. */
  readonly history: readonly { id: string; revision: number }[];
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
  const current = creatinineOf(result);
  const earlier = historyOf(patient, result).map(creatinineOf);
  return {
    ...judgeResult({ current, earlier, subject: patient }, { rule, model }),
    history: usableHistory(current, earlier).map(({ id, revision }) => ({ id, revision })),
    shadowDomain: shadow && withinDomain(shadow, current, earlier, patient),
  };
}

function creatinineOf(result: LiveResult): CreatinineResult & { revision: number } {
  const { id, observedAtMs, umolPerL, comparator, revision } = result;
  return { id, observedAtMs, umolPerL: Number(umolPerL), comparator, revision };
}
