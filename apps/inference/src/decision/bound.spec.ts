import { doubtful, harness, message } from '../batch/batch-harness.spec-support';

const birth = message(0, { umolPerL: '1', hours: 0, adtBirthDate: '1950-01-01' });

describe('a bound in place of a value', () => {
  it('keeps its comparator in the decision, which the rule makes alone', async () => {
    const { process, store, published } = harness(doubtful);
    const bound = message(2, { umolPerL: '130', hours: 24, comparator: '>' });
    await process([birth, message(1, { umolPerL: '80', hours: 1 }), bound]);
    expect(store.state.decisions.at(-1)).toMatchObject({
      level: 1,
      reason:
        'Creatinine above 130 µmol/L, 1.6 × the lowest of the last 7 days (80): AKI stage 1; the rule decided alone, for the model: a bound in place of a value',
    });
    expect(published).toHaveLength(1);
  });

  it('lets the rule decide alone also about the results that look back on it', async () => {
    const { process, store } = harness(doubtful);
    const bound = message(1, { umolPerL: '80', hours: 1, comparator: '<' });
    await process([birth, bound, message(2, { umolPerL: '130', hours: 24 })]);
    expect(store.state.decisions.at(-1)).toMatchObject({
      level: 1,
      draft: { judged: { domain: { reasons: ['value-bound'] } } },
    });
  });
});
