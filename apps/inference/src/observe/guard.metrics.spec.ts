import { createLogger, Metrics } from '@renwatch/runtime';
import { type Decision } from '../decision/decision';
import { type Intake } from '../intake/intake';
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
const decision = (own: {
  age: number;
  reasons?: string[];
  revision?: number;
  messageId?: string;
}): Decision =>
  ({
    probability: own.age > 1 ? 0.9 : 0.1,
    modelSilence: null,
    draft: {
      revision: own.revision ?? 1,
      message: { messageId: own.messageId ?? 'm', feed: 'ward' },
      judged: {
        outcome: { currentUmolPerL: 80, baselineUmolPerL: 80 },
        features: [own.age],
        domain: { inside: true, reasons: own.reasons ?? [] },
      },
    },
  }) as unknown as Decision;

const intake = (messageId: string, refusedValues = 0): Intake =>
  ({
    messageId,
    feed: 'ward',
    refused: refusedValues === 0 ? [] : [{ letter: { reason: 'out-of-range' }, values: refusedValues }],
  }) as unknown as Intake;

const driftOf = async (metrics: Metrics) =>
  (await metrics.registry.metrics()).match(/drift_psi\{of="\w+".*/g) ?? [];

describe('the guard’s metrics', () => {
  it('tell the drift of each feature and of the score, once enough results have come', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift(info);
    guard.batchCommitted(
      [intake('m')],
      Array.from({ length: 199 }, () => decision({ age: 2 })),
    );
    expect(await driftOf(metrics)).toEqual([]);
    guard.batchCommitted([intake('m')], [decision({ age: 2 })]);
    const [age, score] = (await driftOf(metrics)).map((line) => Number(line.split(' ').at(-1)));
    expect(age).toBeGreaterThan(0.25);
    expect(score).toBeGreaterThan(0.25);
  });

  it('leave out of the drift what the training had not: no age, no sex, no history, a result decided again', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift(info);
    const others = [
      ...Array.from({ length: 200 }, () => decision({ age: 2, reasons: ['age-unknown'] })),
      ...Array.from({ length: 200 }, () => decision({ age: 2, reasons: ['sex-unknown'] })),
      ...Array.from({ length: 200 }, () => decision({ age: 2, reasons: ['no-history'] })),
      ...Array.from({ length: 200 }, () => decision({ age: 2, revision: 2 })),
    ];
    guard.batchCommitted([intake('m')], others);
    expect(await driftOf(metrics)).toEqual([]);
  });

  it('tell no drift of a model that has no training distribution', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const guard = new GuardMetrics(metrics, logger);
    guard.watchDrift({ ...info, trainingDistribution: undefined });
    guard.batchCommitted(
      [intake('m')],
      Array.from({ length: 300 }, () => decision({ age: 2 })),
    );
    expect(await driftOf(metrics)).toEqual([]);
  });

  describe('of a feed’s unit', () => {
    const good = Array.from({ length: 20 }, (_one, i) => `good ${i}`);
    const decided = good.map((messageId) => decision({ age: 1, messageId }));
    const afterBatch = async (intakes: Intake[]) => {
      const metrics = new Metrics({ service: 'spec', processMetrics: false });
      new GuardMetrics(metrics, logger).batchCommitted(intakes, decided);
      const text = await metrics.registry.metrics();
      const valueOf = (name: string) => Number(new RegExp(`${name}\\{.*\\} (\\d)`).exec(text)?.[1] ?? 0);
      return [valueOf('unit_change_suspected'), valueOf('unit_changes_total')];
    };
    const rightOnes = good.map((messageId) => intake(messageId));

    it('count each value that a message was refused', async () => {
      expect(await afterBatch([...rightOnes, intake('bad', 4)])).toEqual([0, 0]);
      expect(await afterBatch([...rightOnes, intake('bad', 5)])).toEqual([1, 1]);
    });

    it('look at a batch’s messages in their order', async () => {
      expect(await afterBatch([intake('bad', 20), ...rightOnes])).toEqual([0, 1]);
      expect(await afterBatch([...rightOnes, intake('bad', 20)])).toEqual([1, 1]);
    });

    it('count the decisions of a message that came twice once', async () => {
      const [again = intake('none'), ...others] = rightOnes.slice(0, 15);
      expect(await afterBatch([intake('bad', 5), again, ...others, again])).toEqual([1, 1]);
    });
  });
});
