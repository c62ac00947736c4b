import { ageYears, type Range, type TrainingDomain } from '@renwatch/aki';
import { fitCalibration, type LabelSource, type ModelContents, toModelContents } from '@renwatch/model';

import { UsageError } from '../command-line/usage.error';
import { type JudgedCase } from '../cases/judged-case';
import { type Comparison, compare } from '../evaluation/deciders';
import { type Scored } from '../evaluation/decisions';
import { chooseThresholds } from './choose-thresholds';
import { crossValidate, toRows } from './cross-validate';
import { trainMembers } from './train-members';
import { trainingDistribution } from './training-distribution';

export interface TrainedModel {
  readonly contents: ModelContents;
  /** On validation folds, negatives weighted to the prevalence. */
  readonly validation: Comparison;
  /** The rows of the validation folds, scored by members that were not trained on them. */
  readonly scored: Scored & { readonly negativeWeight: number };
}

const MIN_ROWS_OF_EACH_LABEL = 20;

/**
 * Trains a model: cross-validation by patient finds the number of epochs, the calibration and the thresholds; then it trains
 * on all cases. The same cases and options give the same contents.
 */
export function trainModel(given: {
  cases: readonly JudgedCase[];
  seed: string;
  folds: number;
  /** Share of AKI among served results. */
  prevalence: number;
  version: string;
  data: { name: string; sha256: string; labels?: LabelSource };
  onProgress: (share: number, step: string) => void;
}): TrainedModel {
  // Cases outside the domain are decided by the rule alone: the model must not learn from them.
  const cases = given.cases.filter(
    ({ earlier, subject, current }) => earlier.length > 0 && ageYears(subject, current.observedAtMs) !== null,
  );
  const positives = cases.filter(({ aki }) => aki).length;
  if (positives < MIN_ROWS_OF_EACH_LABEL || cases.length - positives < MIN_ROWS_OF_EACH_LABEL) {
    throw new UsageError(
      `too few rows to train on: ${positives} with AKI and ${cases.length - positives} without have an age and a history; at least ${MIN_ROWS_OF_EACH_LABEL} of each are needed`,
    );
  }
  const { logits, epochs } = crossValidate({
    cases,
    folds: given.folds,
    seed: given.seed,
    onProgress: (share, step) => given.onProgress(share * 0.9, step),
  });
  const calibration = fitCalibration(
    logits,
    cases.map(({ aki }) => aki),
  );
  const probabilities = logits.map(
    (logit) => 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.intercept))),
  );
  const allPositives = given.cases.filter(({ aki }) => aki).length;
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
        ...(given.data.labels === 'kdigo-retrospective' && { labels: given.data.labels }),
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

/** The ranges that the cases span. */
function domainOf(cases: readonly JudgedCase[]): TrainingDomain {
  const values = cases.flatMap(({ current, earlier }) => [current, ...earlier]);
  return {
    ageYears: rangeOf(cases.flatMap(({ subject, current }) => ageYears(subject, current.observedAtMs) ?? [])),
    historyResults: rangeOf(cases.map(({ earlier }) => earlier.length)),
    umolPerL: rangeOf(values.map(({ umolPerL }) => umolPerL)),
  };
}

function rangeOf(values: readonly number[]): Range {
  return values.reduce(
    (range, value) => ({ min: Math.min(range.min, value), max: Math.max(range.max, value) }),
    {
      min: Infinity,
      max: -Infinity,
    },
  );
}
