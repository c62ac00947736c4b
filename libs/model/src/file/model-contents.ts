import { type TrainingDistribution, type TrainingDomain } from '@renwatch/aki';

import { type Activation } from '../network/network';

/** F3, recall and precision of a way of deciding. */
export interface Figures {
  readonly f3: number;
  readonly precision: number;
  readonly recall: number;
}

/** Sources of the labels of training rows: the data themselves, or KDIGO's criteria in retrospect. */
export const LABEL_SOURCES = ['given', 'kdigo-retrospective'] as const;
export type LabelSource = (typeof LABEL_SOURCES)[number];

/** The origin of a model; enough to reproduce it. */
export interface Provenance {
  /** `cohort` or the name of the data file, without its folder. */
  readonly data: string;
  /** SHA-256 of the training rows as they were read. */
  readonly dataSha256: string;
  /** Absent if the data have labels of their own. */
  readonly labels?: Exclude<LabelSource, 'given'>;
  readonly rows: number;
  readonly positives: number;
  readonly seed: string;
  /** The share of AKI for which the thresholds were chosen. */
  readonly prevalence: number;
  readonly folds: number;
  readonly epochs: number;
  /** Figures on validation folds, with negatives weighted to the prevalence. */
  readonly validation: { readonly policy: Figures; readonly model: Figures; readonly rule: Figures };
}

/** The contents of a model file without its hash, as plain JSON. */
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
