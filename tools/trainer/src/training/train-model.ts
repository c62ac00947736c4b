import { ageYears } from '@renwatch/aki';
import { fitCalibration, type ModelContents, toModelContents } from '@renwatch/model';

import { UsageError } from '../command-line/usage.error';
import { type JudgedCase } from '../cases/judged-case';
import { type Comparison, compare } from '../evaluation/deciders';
import { type Scored } from '../evaluation/decisions';
import { chooseThresholds } from './choose-thresholds';
import { crossValidate, toRows } from './cross-validate';
import { domainOf } from './domain-of';
import { trainMembers } from './train-members';
import { trainingDistribution } from './training-distribution';

export interface TrainedModel {
  readonly contents: ModelContents;
  /** On validation folds, negatives weighted to the prevalence. */
  readonly validation: Comparison;
  /** The validation folds' rows, with what the model that was not trained on them says. */
  readonly scored: Scored & { readonly negativeWeight: number };
}

const FEWEST_POSITIVES = 20;

/**
 * A model from labelled cases: cross-validation by patient for the number of passes, the calibration and the
 * thresholds; then the same on all cases. The same cases and options give the same contents.
 */
export function trainModel(given: {
  cases: readonly JudgedCase[];
  seed: string;
  folds: number;
  /** The share of AKI that will be served. */
  prevalence: number;
  version: string;
  data: { name: string; sha256: string };
  onProgress: (share: number, detail: string) => void;
}): TrainedModel {
  // Where the rule must decide alone there is nothing for the model to learn.
  const cases = given.cases.filter(
    (one) => one.earlier.length > 0 && ageYears(one.subject, one.current.observedAtMs) !== null,
  );
  const positives = cases.filter((one) => one.aki).length;
  if (positives < FEWEST_POSITIVES || cases.length - positives < FEWEST_POSITIVES) {
    throw new UsageError(
      `too little to learn from: ${positives} rows with AKI and ${cases.length - positives} without, that have an age and a history`,
    );
  }
  const { logits, epochs } = crossValidate({
    cases,
    folds: given.folds,
    seed: given.seed,
    onProgress: (share, detail) => given.onProgress(share * 0.9, detail),
  });
  const calibration = fitCalibration(
    logits,
    cases.map((one) => one.aki),
  );
  const probabilities = logits.map(
    (logit) => 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.intercept))),
  );
  const allPositives = given.cases.filter((one) => one.aki).length;
  const negativeWeight =
    (allPositives / given.prevalence - allPositives) / (given.cases.length - allPositives);
  const thresholds = chooseThresholds({ cases, probabilities, negativeWeight });
  const domain = domainOf(cases);
  const scored = { cases, probabilities, info: { ...thresholds, domain }, negativeWeight };
  const validation = compare(scored, negativeWeight);

  const final = trainMembers({
    rows: toRows(cases),
    epochs,
    seed: `${given.seed}/final`,
    onProgress: (share) => given.onProgress(0.9 + 0.1 * share, 'all rows'),
  });
  const contents = toModelContents(
    { ...final.network, calibration },
    {
      version: given.version,
      ...thresholds,
      domain,
      trainingDistribution: trainingDistribution({
        cases,
        probabilities,
        negativeWeight,
        prevalence: given.prevalence,
      }),
      provenance: {
        data: given.data.name,
        dataSha256: given.data.sha256,
        rows: cases.length,
        positives,
        seed: given.seed,
        prevalence: given.prevalence,
        folds: given.folds,
        epochs,
        validation: { policy: validation.policy, model: validation.model, rule: validation.rule },
      },
    },
  );
  return { contents, validation, scored };
}
