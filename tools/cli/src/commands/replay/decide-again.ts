import { AKI_RULES, judgeResult, type AkiModel, type AkiRule, type JudgedResult } from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { judgedDifferences } from './judged-differences';
import { type Replayed } from './replayed';
import { verdictDifferences } from './verdict-differences';

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
  /** Whether it must be the same: the same model is asked, or none, as then. */
  sameModel: boolean;
  /** Whether the sentence can be compared: it was worded by the policy in force here, about the same model or none. */
  comparesSentence: boolean;
}

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
    const byRecord = judgedDifferences(one, made.judged);
    const byVerdict = verdictDifferences(one, { ...made, probability: probabilities.get(made) ?? null });
    const differences = [...byRecord, ...byVerdict];
    if (differences.length === 0) return { kind: 'equal' };
    // Another model may well decide otherwise; what is known before it speaks may not.
    return { kind: 'differs', differences, disagrees: byRecord.length > 0 || made.sameModel };
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
  const wasAsked = given?.model.info.sha256 === one.modelSha256;
  const model = given && (given.everywhere || wasAsked) ? given.model : null;
  const sameModel = (model?.info.sha256 ?? null) === one.modelSha256;
  const earlier = one.grounds.map(({ id, observedAt, umolPerL, comparator }) => ({
    id,
    observedAtMs: Date.parse(observedAt),
    umolPerL: Number(umolPerL),
    comparator,
  }));
  const current = {
    id: one.resultId,
    observedAtMs: Date.parse(one.observedAt),
    umolPerL: Number(one.umolPerL),
    comparator: one.comparator,
  };
  const subject = { birthDate: one.birthDate, sex: one.sex };
  return {
    judged: judgeResult({ current, earlier, subject }, { rule, model: model?.info ?? null }),
    model,
    comparesVerdict: model !== null || one.modelSha256 === null,
    sameModel,
    comparesSentence: one.policySha256 === policySha256 && sameModel,
  };
}

function ruleOf({ rule }: RecordedDecision): AkiRule | undefined {
  return (AKI_RULES as Readonly<Record<string, AkiRule>>)[rule];
}
