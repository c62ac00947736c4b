import { type TrainingDistribution } from './training-distribution';
import { type TrainingDomain } from './training-domain';

export interface ModelInfo {
  readonly version: string;
  /** SHA-256 of the model's contents, hex. */
  readonly sha256: string;
  /** Names of the features in the order the model takes them. */
  readonly features: readonly string[];
  /** A stage 1 with a probability below this is held back. */
  readonly holdBackThreshold: number;
  /** A result without an alert by the rule alerts at this probability or more; above 1 it never does. */
  readonly alertThreshold: number;
  readonly domain: TrainingDomain;
  /** The baseline that drift is measured against; older model files have none. */
  readonly trainingDistribution?: TrainingDistribution | undefined;
}
