import { policySha256 } from './policy-sha256';
import { POLICY_VERSION } from './policy-version';
import { verdictOf } from './verdict-of';

describe('the hash of the policy', () => {
  it('belongs to its version: where this fails, it decides or words otherwise and needs a new one', () => {
    expect([POLICY_VERSION, policySha256()]).toEqual([
      '1.1.0',
      '2b2508e26ef1b7a295d6aee50600952d6cfae52060bb31ccf65ad4f2b3c22b9e',
    ]);
  });

  it('is another where a stage 2 could be held back', () => {
    const weaker: typeof verdictOf = (judged, model) =>
      verdictOf(
        judged.outcome.stage === 2 ? { ...judged, outcome: { ...judged.outcome, stage: 1 } } : judged,
        model,
      );
    expect(policySha256(weaker)).not.toBe(policySha256());
  });

  it.each([
    ['holding back', { holdBackThreshold: 1e-6, alertThreshold: 0 }],
    ['alerting', { holdBackThreshold: 0, alertThreshold: 1e-6 }],
  ])('is another where a threshold of %s no longer counts itself', (_name, more) => {
    const stricter: typeof verdictOf = (judged, model) =>
      verdictOf(
        judged,
        model && {
          ...model,
          info: {
            holdBackThreshold: model.info.holdBackThreshold + more.holdBackThreshold,
            alertThreshold: model.info.alertThreshold + more.alertThreshold,
          },
        },
      );
    const wordless =
      (policy: typeof verdictOf): typeof verdictOf =>
      (...given) => ({ ...policy(...given), reason: '' });
    expect(policySha256(wordless(stricter))).not.toBe(policySha256(wordless(verdictOf)));
  });

  it('is another where one word of a sentence is', () => {
    const reworded: typeof verdictOf = (...given) => {
      const verdict = verdictOf(...given);
      return { ...verdict, reason: verdict.reason.replace('held back', 'suppressed') };
    };
    expect(policySha256(reworded)).not.toBe(policySha256());
  });
});
