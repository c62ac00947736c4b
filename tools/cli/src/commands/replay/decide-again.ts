import { AKI_RULES, judgeResult, type AkiModel, type AkiRule, type JudgedResult } from '@renwatch/aki';
import { type GroundedDecision } from '@renwatch/store';
import { judgedDifferences } from './judged-differences';
import { verdictDifferences } from './verdict-differences';

/** The outcome of deciding again. */
export type Replayed =
  | { readonly kind: 'equal' }
  /** One text per difference, such as `stage 1 → 2`. */
  | {
      readonly kind: 'differs';
      readonly differences: readonly string[];
      /** True if the difference is not explained by another model. */
      readonly disagrees: boolean;
    }
  /** The result was withdrawn: there is nothing to decide. */
  | { readonly kind: 'withdrawn' }
  /** Recorded by a version that did not record inputs, or by a rule that no longer exists. */
  | { readonly kind: 'without-grounds' };

export interface ReplayModel {
  model: AkiModel;
  /** Use it also for decisions that another model, or none, took part in. */
  everywhere: boolean;
}

interface Again {
  judged: JudgedResult;
  /** The model to use; null: the rule alone, as in the record. */
  model: AkiModel | null;
  /** True if the recorded verdict can be compared. */
  comparesVerdict: boolean;
  /** True if the same model, or none, took part, so that the verdict must be equal. */
  sameModel: boolean;
  /** True if the sentence can be compared: same policy, and same model or none. */
  comparesSentence: boolean;
}

/**
 * Decides again from recorded inputs, with one prediction for all, and compares with the record.
 * @param policySha256 hash of the current policy; sentences of another policy are not compared
 */
export async function decideAgain(
  recorded: readonly GroundedDecision[],
  given: ReplayModel | null,
  policySha256: string,
): Promise<Replayed[]> {
  const again = recorded.map((decision) => judgeAgain(decision, given, policySha256));
  const asked = again.filter(
    (judged): judged is Again => typeof judged !== 'string' && judged.model !== null,
  );
  const values =
    given && asked.length > 0 ? await given.model.predict(asked.map(({ judged }) => judged.features)) : [];
  const probabilities = new Map(asked.map((judged, i) => [judged, values[i] ?? null]));
  return recorded.map((decision, i): Replayed => {
    const judgedAgain = again[i];
    if (judgedAgain === undefined || typeof judgedAgain === 'string')
      return { kind: judgedAgain ?? 'without-grounds' };
    const byRecord = judgedDifferences(decision, judgedAgain.judged);
    const byVerdict = verdictDifferences(decision, {
      ...judgedAgain,
      probability: probabilities.get(judgedAgain) ?? null,
    });
    const differences = [...byRecord, ...byVerdict];
    if (differences.length === 0) return { kind: 'equal' };
    // Another model may change the verdict, but not what is known before the model is used.
    return { kind: 'differs', differences, disagrees: byRecord.length > 0 || judgedAgain.sameModel };
  });
}

function judgeAgain(
  decision: GroundedDecision,
  given: ReplayModel | null,
  policySha256: string,
): Again | Exclude<Replayed['kind'], 'equal' | 'differs'> {
  if (decision.criterion === 'retracted' || decision.umolPerL === null) return 'withdrawn';
  const rule = ruleOf(decision);
  if (!rule || decision.ruleSha256 === '' || decision.grounds.length !== decision.groundCount)
    return 'without-grounds';
  const wasAsked = given?.model.info.sha256 === decision.modelSha256;
  const model = given && (given.everywhere || wasAsked) ? given.model : null;
  const sameModel = (model?.info.sha256 ?? null) === decision.modelSha256;
  const earlier = decision.grounds.map(({ id, observedAt, umolPerL, comparator }) => ({
    id,
    observedAtMs: Date.parse(observedAt),
    umolPerL: Number(umolPerL),
    comparator,
  }));
  const current = {
    id: decision.resultId,
    observedAtMs: Date.parse(decision.observedAt),
    umolPerL: Number(decision.umolPerL),
    comparator: decision.comparator,
  };
  const subject = { birthDate: decision.birthDate, sex: decision.sex };
  return {
    judged: judgeResult({ current, earlier, subject }, { rule, model: model?.info ?? null }),
    model,
    comparesVerdict: model !== null || decision.modelSha256 === null,
    sameModel,
    comparesSentence: decision.policySha256 === policySha256 && sameModel,
  };
}

function ruleOf({ rule }: GroundedDecision): AkiRule | undefined {
  return (AKI_RULES as Readonly<Record<string, AkiRule>>)[rule];
}
