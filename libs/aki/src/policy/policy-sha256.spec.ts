import { POLICY_VERSION, policySha256 } from './policy-sha256';
import { verdictOf } from './verdict-of';

describe('the hash of the policy', () => {
  // If this fails, the policy decides or words something otherwise and needs a new version.
  it('belongs to its version', () => {
    expect([POLICY_VERSION, policySha256()]).toEqual([
      '1.2.0',
      'a920ade4c3c8254d2be579b0562dcebf07e865185bfa8851c9ad857a19a4c4df',
    ]);
  });

  it('changes if a stage 2 could be held back', () => {
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
  ])('changes if the threshold of %s becomes exclusive', (_name, more) => {
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

  it('changes with a word of a sentence', () => {
    const reworded: typeof verdictOf = (...given) => {
      const verdict = verdictOf(...given);
      return { ...verdict, reason: verdict.reason.replace('held back', 'suppressed') };
    };
    expect(policySha256(reworded)).not.toBe(policySha256());
  });
});
