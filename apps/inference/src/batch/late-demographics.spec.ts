import { doubtful, harness, message } from './batch-harness.spec-support';

describe('demographics that arrive after a result', () => {
  it('re-decide nothing: without an age nothing was held back, and the record says so; the next result has them', async () => {
    const { process, store, published } = harness(doubtful);
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '130', hours: 24 })]);
    await process([message(2, { umolPerL: '1', hours: 25, adtBirthDate: '1950-01-01' })]);
    expect(store.state.decisions.map(({ level }) => level)).toEqual([0, 1]);
    expect(store.state.decisions[1]?.reason).toMatch(
      /AKI stage 1 \(age and sex unknown, taken as an adult\); the rule decided alone/,
    );
    expect(published).toMatchObject([{ stage: 1, source: 'rule' }]);

    await process([message(3, { umolPerL: '131', hours: 36 })]);
    expect(store.state.decisions).toHaveLength(3);
    const last = store.state.decisions.at(-1);
    expect(last).toMatchObject({ level: 0, draft: { subject: { birthDate: '1950-01-01' } } });
    expect(last?.reason).toContain('held back by the model');
  });

  it('of a child leave the lower stage of an adult standing, which was alerted of all the same', async () => {
    const { process, store, published } = harness();
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '200', hours: 24 })]);
    await process([message(2, { umolPerL: '1', hours: 25, adtBirthDate: '2018-01-01' })]);
    expect(store.state.decisions.at(-1)).toMatchObject({ level: 2 });
    expect(published).toMatchObject([{ stage: 2 }]);
    await process([message(3, { umolPerL: '201', hours: 36 })]);
    expect(store.state.decisions.at(-1)?.draft.judged?.outcome.criterion).toBe('paediatric-3x-limit');
    expect(published).toMatchObject([{ stage: 2 }, { stage: 3 }]);
  });
});
