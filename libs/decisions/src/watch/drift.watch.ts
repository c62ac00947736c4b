import { binOf, populationStability, type Distribution, type TrainingDistribution } from '@renwatch/aki';

export interface DriftWatchOptions {
  training: TrainingDistribution;
  /** Names of the features, in the model's order. */
  features: readonly string[];
  /** How many of the newest results are compared. */
  windowResults: number;
  /** Minimum sample size; below it, noise would look like drift. */
  minResults: number;
}

export interface DriftFinding {
  /** A feature's name, or `score`. */
  of: string;
  /** Population stability index: 0 for equal distributions. */
  psi: number;
}

const SCORE = 'score';

/** Measures how far the newest results are from those the model was trained on, feature by feature. */
export class DriftWatch {
  private readonly distributions: readonly (readonly [name: string, distribution: Distribution])[];
  /** A ring of results; each holds its bin in every distribution. */
  private readonly rows: number[][] = [];
  private next = 0;

  constructor(private readonly options: DriftWatchOptions) {
    const { training, features } = options;
    this.distributions = [
      ...training.features.map((distribution, i) => [features[i] ?? `feature ${i}`, distribution] as const),
      [SCORE, training.score] as const,
    ];
  }

  /** Takes a result that has an age, a sex and a history, as the training rows have them. */
  add(features: readonly number[], probability: number): void {
    const values = [...features, probability];
    this.rows[this.next] = this.distributions.map(([, distribution], i) =>
      binOf(distribution, values[i] ?? Number.NaN),
    );
    this.next = (this.next + 1) % this.options.windowResults;
  }

  get results(): number {
    return this.rows.length;
  }

  findings(): DriftFinding[] {
    if (this.rows.length < this.options.minResults) return [];
    return this.distributions.map(([of, { shares }], i) => {
      const counts = shares.map(() => 0);
      for (const row of this.rows) counts[row[i] ?? 0] = (counts[row[i] ?? 0] ?? 0) + 1;
      return { of, psi: populationStability(shares, counts) };
    });
  }
}
