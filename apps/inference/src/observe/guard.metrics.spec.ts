import { createLogger, Metrics } from '@renwatch/runtime';
import { type Decision } from '../decision/decision';
import { GuardMetrics } from './guard.metrics';

const logger = createLogger({ service: 'spec', level: 'silent' });
const even = { edges: [1], shares: [0.5, 0.5] };
const training = { prevalence: 0.03, features: [even], score: { edges: [0.5], shares: [0.9, 0.1] } };
const info = {
  ...{ version: 'm', sha256: '', features: ['age_years'], holdBackThreshold: 0, alertThreshold: 1 },
  domain: { ageYears: { min: 0, max: 1 }, historyResults: { min: 0, max: 1 }, umolPerL: { min: 0, max: 1 } },
  trainingDistribution: training,
};

/** As far as the guard looks at it. */
const decision = (own: { age: number; reasons?: string[]; revision?: number }): Decision =>
  ({
    probability: own.age > 1 ? 0.9 : 0.1,
    modelSilence: null,
    draft: {
      revision: own.revision ?? 1,
      message: { feed: 'ward' },
      judged: {
        outcome: { currentUmolPerL: 80, baselineUmolPerL: 80 },
        features: [own.age],
        domain: { inside: true, reasons: own.reasons ?? [] },
      },
    },
  }) as unknown as Decision;

const driftOf = async (metrics: Metrics) =>
  (await metrics.registry.metrics()).match(/drift_psi\{of="\w+".*/g) ?? [];

describe('the guard’s metrics', () => {
  it('tell the drift of each feature and of the score, once enough results have come', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift(info);
    guard.batchCommitted(
      Array.from({ length: 199 }, () => decision({ age: 2 })),
      [],
    );
    expect(await driftOf(metrics)).toEqual([]);
    guard.batchCommitted([decision({ age: 2 })], []);
    const [age, score] = (await driftOf(metrics)).map((line) => Number(line.split(' ').at(-1)));
    expect(age).toBeGreaterThan(0.25);
    expect(score).toBeGreaterThan(0.25);
  });

  it('leave out of the drift what the training had not: no age, no history, a result decided again', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift(info);
    const others = [
      ...Array.from({ length: 200 }, () => decision({ age: 2, reasons: ['age-unknown'] })),
      ...Array.from({ length: 200 }, () => decision({ age: 2, reasons: ['no-history'] })),
      ...Array.from({ length: 200 }, () => decision({ age: 2, revision: 2 })),
    ];
    guard.batchCommitted(others, []);
    expect(await driftOf(metrics)).toEqual([]);
  });

  it('tell no drift of a model that has no training distribution', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift({ ...info, trainingDistribution: undefined });
    guard.batchCommitted(
      Array.from({ length: 300 }, () => decision({ age: 2 })),
      [],
    );
    expect(await driftOf(metrics)).toEqual([]);
  });
});
