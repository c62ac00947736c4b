import { verdictOf, type AkiModel } from '@renwatch/aki';
import { type Decision } from './decision';
import { type DecisionDraft, type Judged } from './decision-draft';

export interface DecisionMakerOptions {
  /** Whom to ask now; null: the rule decides alone. */
  model: () => AkiModel | null;
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
    const probabilities = await this.probabilities(model, drafts.filter(isJudged));
    // The level each result was alerted of, as it stands while the drafts are gone through.
    const alerted = new Map<string, number>();
    return drafts.map((draft) => {
      const decision = this.decideOne(draft, model, probabilities.get(draft) ?? null);
      const before = alerted.get(draft.result.id) ?? draft.result.decision?.alertedLevel ?? 0;
      const alerts = draft.isNewest && decision.level > before;
      if (alerts) alerted.set(draft.result.id, decision.level);
      return { ...decision, alerts };
    });
  }

  private decideOne(
    draft: DecisionDraft,
    model: AkiModel | null,
    probability: number | null,
  ): Omit<Decision, 'alerts'> {
    if (!isJudged(draft)) {
      const reason = 'The result was withdrawn: no AKI';
      return { draft, probability: null, modelSilence: null, level: 0, source: null, reason };
    }
    const opinion = probability === null || !model ? null : { probability, info: model.info };
    const modelSilence = opinion ? null : model ? 'failed' : 'off';
    return { draft, probability, modelSilence, ...verdictOf(draft.judged, opinion) };
  }

  private async probabilities(
    model: AkiModel | null,
    drafts: readonly JudgedDraft[],
  ): Promise<ReadonlyMap<DecisionDraft, number>> {
    const { onModelFailure } = this.options;
    if (!model || drafts.length === 0) return new Map();
    try {
      const values = await model.predict(drafts.map((draft) => draft.judged.features));
      const probabilities = drafts.map((draft, i) => [draft, values[i] ?? Number.NaN] as const);
      if (probabilities.every(([, value]) => value >= 0 && value <= 1)) return new Map(probabilities);
      throw new RangeError('the model gave what is no probability');
    } catch (error) {
      onModelFailure(error);
      return new Map();
    }
  }
}
