import { type ModelInfo, type OutsideReason } from '@renwatch/aki';
import { type Decision } from '../decision';
import { DecisionWatch, type WatchedMessage } from './decision.watch';

const even = { edges: [1], shares: [0.5, 0.5] };
const info: ModelInfo = {
  ...{ version: 'm', sha256: '', features: ['age_years'], holdBackThreshold: 0, alertThreshold: 1 },
  domain: { ageYears: { min: 0, max: 1 }, historyResults: { min: 0, max: 1 }, umolPerL: { min: 0, max: 1 } },
  trainingDistribution: { prevalence: 0.03, features: [even], score: { edges: [0.5], shares: [0.9, 0.1] } },
};

/** As much of a decision as the watch looks at. */
const decision = (own: Partial<Decision> & { age?: number }): Decision => {
  const { age = 2, ...more } = own;
  return {
    ...{ messageId: 'm', feed: 'ward', revision: 1, creatinineUmolPerL: 80, baselineUmolPerL: 80 },
    ...{ features: [age], probability: age > 1 ? 0.9 : 0.1, outsideReasons: [] },
    ...more,
  } as unknown as Decision;
};
const message = (messageId: string, outOfRange = 0): WatchedMessage => ({
  messageId,
  feed: 'ward',
  outOfRange,
});
const many = (own: Parameters<typeof decision>[0]) => Array.from({ length: 200 }, () => decision(own));

describe('drift of the decided results', () => {
  const watching = () => {
    const watch = new DecisionWatch();
    watch.watchDrift(info);
    return watch;
  };

  it('is measured for each feature and the score', () => {
    const watch = watching();
    watch.add([message('m')], many({}).slice(1));
    expect(watch.driftFindings()).toEqual([]);
    watch.add([message('m')], [decision({})]);
    expect(watch.driftFindings()).toMatchObject([{ of: 'age_years' }, { of: 'score' }]);
    for (const { psi } of watch.driftFindings()) expect(psi).toBeGreaterThan(0.25);
  });

  it.each<[string, Partial<Decision>]>([
    ...(['age-unknown', 'sex-unknown', 'no-history'] satisfies OutsideReason[]).map(
      (reason): [string, Partial<Decision>] => [`of reason ${reason}`, { outsideReasons: [reason] }],
    ),
    ['decided again', { revision: 2 }],
    ['that were withdrawn', { creatinineUmolPerL: null, features: null }],
    ['that no model saw', { probability: null }],
  ])('leaves out results %s, which the training set lacks', (_name, own) => {
    const watch = watching();
    watch.add([message('m')], many(own));
    expect(watch.driftFindings()).toEqual([]);
  });

  it('counts results outside the domain for other reasons', () => {
    const watch = watching();
    watch.add([message('m')], many({ outsideReasons: ['value-range'] }));
    expect(watch.driftFindings()).toHaveLength(2);
  });

  it('is not measured for a model without a training distribution', () => {
    const watch = new DecisionWatch();
    expect(watch.watchDrift({ ...info, trainingDistribution: undefined })).toBe(false);
    watch.add([message('m')], many({}));
    expect(watch.driftFindings()).toEqual([]);
  });
});

describe("a feed's unit", () => {
  const good = Array.from({ length: 20 }, (_, i) => message(`good ${i}`));
  const decided = good.map(({ messageId }) => decision({ messageId }));
  const suspicions = (messages: WatchedMessage[]) =>
    new DecisionWatch().add(messages, decided).map(({ isSuspected }) => isSuspected);

  it('counts each refused value of a message', () => {
    expect(suspicions([...good, message('bad', 4)])).toEqual([]);
    expect(suspicions([...good, message('bad', 5)])).toEqual([true]);
  });

  it('is judged in the order of messages', () => {
    expect(suspicions([message('bad', 20), ...good])).toEqual([true, false]);
    expect(suspicions([...good, message('bad', 20)])).toEqual([true]);
  });

  it('counts the decisions of a resent message once', () => {
    const [resent = message('none'), ...others] = good.slice(0, 15);
    expect(suspicions([message('bad', 5), resent, ...others, resent])).toEqual([true]);
  });

  it('is reported once per change, with its feed', () => {
    const watch = new DecisionWatch();
    expect(watch.add([message('bad', 5)], [])).toEqual([{ feed: 'ward', isSuspected: true }]);
    expect(watch.add([message('bad', 5)], [])).toEqual([]);
  });

  it('counts first decisions only', () => {
    const strange = good.map(({ messageId }) => decision({ messageId, creatinineUmolPerL: 1, revision: 2 }));
    expect(new DecisionWatch().add(good, strange)).toEqual([]);
  });
});
