import { verdictOf, type AkiModel } from '@renwatch/aki';
import { type Decision, type ShadowVerdict } from './decision';
import { type DecisionDraft, type Judged } from './decision-draft';

export interface DecisionMakerOptions {
  /** Whom to ask now; null: the rule decides alone. */
  model: () => AkiModel | null;
  /** Asked beside it, and recorded; its failure is counted and changes nothing. Null: there is none. */
  shadow: { model: AkiModel; onFailure: (error: unknown) => void } | null;
  /** A model that fails at run time: the rule decides alone, and it is counted. */
  onModelFailure: (error: unknown) => void;
}

type JudgedDraft = DecisionDraft & { judged: Judged };
const isJudged = (draft: DecisionDraft): draft is JudgedDraft => draft.judged !== null;

/** Turns drafts into decisions: one prediction for all of them, then the policy on each in its order. */
export class DecisionMaker {
  constructor(private readonly options: DecisionMakerOptions) {}

  async decide(drafts: readonly DecisionDraft[]): Promise<Decision[]> {
    // Asked once: it may be switched off meanwhile, and the batch is of one piece.
    const model = this.options.model();
    const { shadow, onModelFailure } = this.options;
    const judged = drafts.filter(isJudged);
    const probabilities = await probabilitiesOf(judged, model, onModelFailure);
    const shadows = shadow
      ? await probabilitiesOf(judged, shadow.model, shadow.onFailure)
      : new Map<DecisionDraft, number>();
    // The level each result was alerted of, as it stands while the drafts are gone through.
    const alerted = new Map<string, number>();
    return drafts.map((draft) => {
      const decision = this.decideOne(draft, model, probabilities.get(draft) ?? null);
      const before = alerted.get(draft.result.id) ?? draft.result.decision?.alertedLevel ?? 0;
      const alerts = draft.isNewest && decision.level > before;
      if (alerts) alerted.set(draft.result.id, decision.level);
      return { ...decision, alerts, shadow: this.shadowOf(draft, shadows.get(draft) ?? null) };
    });
  }

  private decideOne(
    draft: DecisionDraft,
    model: AkiModel | null,
    probability: number | null,
  ): Omit<Decision, 'alerts' | 'shadow'> {
    if (!isJudged(draft)) {
      const reason = 'The result was withdrawn: no AKI';
      return { draft, probability: null, modelSilence: null, level: 0, source: null, reason };
    }
    const opinion = probability === null || !model ? null : { probability, info: model.info };
    const modelSilence = opinion ? null : model ? 'failed' : 'off';
    return { draft, probability, modelSilence, ...verdictOf(draft.judged, opinion) };
  }

  private shadowOf(draft: DecisionDraft, probability: number | null): ShadowVerdict | null {
    const model = this.options.shadow?.model;
    const domain = draft.judged?.shadowDomain;
    if (!model || !domain || !isJudged(draft) || probability === null) return null;
    const { info } = model;
    const { level, source } = verdictOf({ ...draft.judged, domain }, { probability, info });
    const { version, sha256 } = info;
    return { model: { version, sha256 }, probability, inDomain: domain.inside, level, source };
  }
}

/** One prediction for all; none of any where the model fails. */
async function probabilitiesOf(
  drafts: readonly JudgedDraft[],
  model: AkiModel | null,
  onFailure: (error: unknown) => void,
): Promise<ReadonlyMap<DecisionDraft, number>> {
  if (!model || drafts.length === 0) return new Map();
  try {
    const values = await model.predict(drafts.map((draft) => draft.judged.features));
    const probabilities = drafts.map((draft, i) => [draft, values[i] ?? Number.NaN] as const);
    if (probabilities.every(([, value]) => value >= 0 && value <= 1)) return new Map(probabilities);
    throw new RangeError('the model gave what is no probability');
  } catch (error) {
    onFailure(error);
    return new Map();
  }
}
