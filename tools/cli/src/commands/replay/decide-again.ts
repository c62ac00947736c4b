import {
  AKI_RULES,
  judgeResult,
  verdictOf,
  type AkiModel,
  type AkiRule,
  type JudgedResult,
} from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { type Replayed } from './replayed';

export interface ReplayModel {
  model: AkiModel;
  /** Asked also where another model, or none, was asked at the time. */
  everywhere: boolean;
}

interface Again {
  judged: JudgedResult;
  /** The model that is asked; null: the rule alone, as at the time. */
  model: AkiModel | null;
  /** Whether what the model said at the time can be held against what is said now. */
  comparesVerdict: boolean;
  /** Whether the sentence can: it was worded by the policy in force here, about the same model or none. */
  comparesSentence: boolean;
}

/** Room for the last of six decimals. */
const SAME_PROBABILITY = 1e-6 + 1e-9;

/**
 * Makes decisions again from their recorded grounds, in one prediction, and says what differs from the record.
 * @param policySha256 of the policy in force here: another one's sentences may well be worded otherwise
 */
export async function decideAgain(
  recorded: readonly RecordedDecision[],
  given: ReplayModel | null,
  policySha256: string,
): Promise<Replayed[]> {
  const again = recorded.map((one) => judgeAgain(one, given, policySha256));
  const asked = again.filter((one): one is Again => typeof one !== 'string' && one.model !== null);
  const values =
    given && asked.length > 0 ? await given.model.predict(asked.map((one) => one.judged.features)) : [];
  const probabilities = new Map(asked.map((one, i) => [one, values[i] ?? null]));
  return recorded.map((one, i): Replayed => {
    const made = again[i];
    if (made === undefined || typeof made === 'string') return { kind: made ?? 'without-grounds' };
    const differences = compare(one, made, probabilities.get(made) ?? null);
    return differences.length === 0 ? { kind: 'equal' } : { kind: 'differs', differences };
  });
}

function judgeAgain(
  one: RecordedDecision,
  given: ReplayModel | null,
  policySha256: string,
): Again | Exclude<Replayed['kind'], 'equal' | 'differs'> {
  if (one.criterion === 'retracted' || one.umolPerL === null) return 'withdrawn';
  const rule = ruleOf(one);
  if (!rule || one.ruleSha256 === '' || one.grounds.length !== one.history.length) return 'without-grounds';
  const sameModel = given?.model.info.sha256 === one.modelSha256;
  const model = given && (given.everywhere || sameModel) ? given.model : null;
  const earlier = one.grounds.map(({ id, observedAt, umolPerL }) => ({
    id,
    observedAtMs: Date.parse(observedAt),
    umolPerL: Number(umolPerL),
  }));
  const current = {
    id: one.resultId,
    observedAtMs: Date.parse(one.observedAt),
    umolPerL: Number(one.umolPerL),
  };
  const subject = { birthDate: one.birthDate, sex: one.sex };
  return {
    judged: judgeResult({ current, earlier, subject }, { rule, model: model?.info ?? null }),
    model,
    comparesVerdict: model !== null || one.modelSha256 === null,
    comparesSentence: one.policySha256 === policySha256 && (model?.info.sha256 ?? null) === one.modelSha256,
  };
}

function ruleOf({ rule }: RecordedDecision): AkiRule | undefined {
  return (AKI_RULES as Readonly<Record<string, AkiRule>>)[rule];
}

function compare(
  was: RecordedDecision,
  { judged, model, comparesVerdict, comparesSentence }: Again,
  probability: number | null,
): string[] {
  const { stage, criterion, baselineUmolPerL } = judged.outcome;
  const byRule: [string, unknown, unknown][] = [
    ['stage', was.stage, stage],
    ['criterion', was.criterion, criterion],
    ['baseline', was.baselineUmolPerL, baselineUmolPerL],
  ];
  const verdictBy = (value: number | null) =>
    verdictOf(judged, model && value !== null ? { probability: value, info: model.info } : null);
  const verdict = verdictBy(probability);
  const sameSaid = sameProbability(was.probability, probability);
  const decided: [string, unknown, unknown][] = [
    ['level', was.level, verdict.level],
    ['source', was.source, verdict.source],
    ...(sameSaid ? [] : [['probability', was.probability, probability] as [string, unknown, unknown]]),
  ];
  // Of the probability as recorded: its last decimal, which may differ, may round the sentence's percentage otherwise.
  const sentence = sameSaid ? verdictBy(was.probability).reason : verdict.reason;
  return [
    ...byRule,
    ...(comparesVerdict ? decided : []),
    ...(comparesSentence ? [['sentence', was.reason, sentence] as const] : []),
  ]
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => `${what} ${String(before ?? 'none')} → ${String(now ?? 'none')}`);
}

function sameProbability(before: number | null, now: number | null): boolean {
  if (before === null || now === null) return before === now;
  return Math.abs(before - now) <= SAME_PROBABILITY;
}
