import { type TrainingDistribution } from './training-distribution';
import { type TrainingDomain } from './training-domain';

export interface ModelInfo {
  readonly version: string;
  /** SHA-256 of the model's contents, hex. */
  readonly sha256: string;
  /** Names of the features in the order the model takes them. */
  readonly features: readonly string[];
  /** A stage 1 of the rule with a probability below this is held back. */
  readonly holdBackThreshold: number;
  /** A result the rule lets pass alerts from this probability on; above 1 it never does. */
  readonly alertThreshold: number;
  readonly domain: TrainingDomain;
  /** What drift is measured against; older model files have none. */
  readonly trainingDistribution?: TrainingDistribution | undefined;
}
