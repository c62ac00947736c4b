import { SeededRandom } from '@renwatch/cohort';
import { NetworkScorer } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { assignFolds } from './assign-folds';
import { RECIPE } from './recipe';
import { trainMembers } from './train-members';

export interface CrossValidation {
  /** The logit of each case, from members that were not trained on its fold. */
  readonly logits: readonly number[];
  /** Epochs at which the networks of the folds were best, on average. */
  readonly epochs: number;
}

/** For each fold: trains on the other folds, stops early by the loss on this fold, and scores it. */
export function crossValidate(given: {
  cases: readonly JudgedCase[];
  folds: number;
  seed: string;
  onProgress: (share: number, step: string) => void;
}): CrossValidation {
  const { cases, folds, seed, onProgress } = given;
  const foldOf = assignFolds(
    cases.map(({ group }) => group),
    folds,
    new SeededRandom(`${seed}/folds`),
  );
  const logits = new Array<number>(cases.length).fill(0);
  let epochs = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const held = [...cases.keys()].filter((index) => foldOf[index] === fold);
    const trained = trainMembers({
      rows: toRows(cases.filter((_, index) => foldOf[index] !== fold)),
      held: toRows(held.map((index) => cases[index] as JudgedCase)),
      epochs: RECIPE.maxEpochs,
      seed: `${seed}/fold/${fold}`,
      onProgress: (share, loss) =>
        onProgress((fold + share) / folds, `fold ${fold + 1} of ${folds}, loss ${loss?.toFixed(4) ?? ''}`),
    });
    epochs += trained.epochs / folds;
    const scorer = new NetworkScorer(trained.network);
    const foldLogits = scorer.logits(held.map((index) => (cases[index] as JudgedCase).features));
    held.forEach((index, position) => (logits[index] = foldLogits[position] as number));
    scorer.dispose();
  }
  onProgress(1, '');
  return { logits, epochs: Math.max(1, Math.round(epochs)) };
}

export function toRows(cases: readonly JudgedCase[]) {
  return { rows: cases.map(({ features }) => features), labels: cases.map(({ aki }) => aki) };
}
