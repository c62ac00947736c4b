import { type TrainingDistribution, type TrainingDomain } from '@renwatch/aki';

import { type Activation } from '../network/network';

/** F3, recall and precision of a way of deciding on some rows. */
export interface Figures {
  readonly f3: number;
  readonly precision: number;
  readonly recall: number;
}

/** Where a model comes from; enough to make it again. */
export interface Provenance {
  /** `cohort` or the name of the data file, without its folder. */
  readonly data: string;
  /** SHA-256 of the training rows as they were read. */
  readonly dataSha256: string;
  readonly rows: number;
  readonly positives: number;
  readonly seed: string;
  /** The share of AKI for which the thresholds were chosen. */
  readonly prevalence: number;
  readonly folds: number;
  readonly epochs: number;
  /** On validation folds, negatives reweighted to the prevalence; with the policy, of the model alone, of the rule alone. */
  readonly validation: { readonly policy: Figures; readonly model: Figures; readonly rule: Figures };
}

/** What a model file holds, beside its hash. Plain JSON. */
export interface ModelContents {
  readonly schema: 1;
  readonly version: string;
  readonly features: readonly string[];
  readonly normalisation: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
  /** `kernel` and `bias` are little-endian 32-bit floats, base64. */
  readonly layers: readonly {
    readonly inputs: number;
    readonly units: number;
    readonly activation: Activation;
    readonly kernel: string;
    readonly bias: string;
  }[];
  readonly calibration: { readonly slope: number; readonly intercept: number };
  readonly holdBackThreshold: number;
  readonly alertThreshold: number;
  readonly domain: TrainingDomain;
  /** Absent in files written before it was recorded. */
  readonly trainingDistribution?: TrainingDistribution | undefined;
  readonly provenance: Provenance;
}
