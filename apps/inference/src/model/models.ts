import { type AkiModel } from '@renwatch/aki';
import { type DecideOptions, type ModelAnswer, type ModelAnswers, type ReviewDue } from '@renwatch/decisions';
import { type DecisionModels } from '../batch/batch.decider';

export interface ModelEvents {
  /** The rule decides the batch alone. */
  modelFailed(error: unknown): void;
  /** Only the shadow's own record of the batch is lost. */
  shadowFailed(error: unknown): void;
}

/** Models as they were loaded. */
export interface LoadedModels {
  model: AkiModel | null;
  /** Returns the model to ask now; null while it is switched off. */
  served: () => AkiModel | null;
  /** A second model, asked beside the first and never paged on. */
  shadow: AkiModel | null;
}

/** Asks the model and its shadow about a batch. Without a loaded model the rule decides alone. */
export class Models implements DecisionModels {
  private loaded: LoadedModels = { model: null, served: () => null, shadow: null };

  constructor(private readonly events: ModelEvents) {}

  use(loaded: LoadedModels): void {
    this.loaded = loaded;
  }

  /** Includes a model that is switched off, so that a decision records whether the model would have been asked. */
  get domains(): Pick<DecideOptions, 'model' | 'shadow'> {
    const { model, shadow } = this.loaded;
    return { model: model?.info ?? null, shadow: shadow?.info ?? null };
  }

  /** One prediction for all reviews of a batch. A model switched off meanwhile still answers for all of them. */
  async ask(reviews: readonly ReviewDue[]): Promise<ModelAnswers> {
    const { served, shadow } = this.loaded;
    return {
      model: await answerOf(served(), reviews, (error) => this.events.modelFailed(error)),
      shadow: await answerOf(shadow, reviews, (error) => this.events.shadowFailed(error)),
    };
  }
}

async function answerOf(
  model: AkiModel | null,
  reviews: readonly ReviewDue[],
  onFailure: (error: unknown) => void,
): Promise<ModelAnswer> {
  if (!model) return { kind: 'off' };
  const { info } = model;
  const questions = reviews.flatMap(({ decisionId, grounds }) =>
    grounds ? [{ decisionId, features: grounds.features }] : [],
  );
  if (questions.length === 0) return { kind: 'answered', info, probabilities: new Map() };
  try {
    const values = await model.predict(questions.map(({ features }) => features));
    const probabilities = new Map(
      questions.map(({ decisionId }, i) => [decisionId, values[i] ?? Number.NaN]),
    );
    if ([...probabilities.values()].every((value) => value >= 0 && value <= 1))
      return { kind: 'answered', info, probabilities };
    throw new RangeError('model returned a value outside [0, 1]');
  } catch (error) {
    onFailure(error);
    return { kind: 'failed' };
  }
}
