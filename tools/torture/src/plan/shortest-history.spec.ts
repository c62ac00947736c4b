import { shortestHistory } from './shortest-history';

const FAULTS = Array.from({ length: 40 }, (_, index) => index);

describe('the shortest history', () => {
  it.each([[[17]], [[0]], [[39]], [[3, 31]], [[0, 20, 39]]])(
    'is just the faults that matter: %j',
    async (culprits) => {
      const fails = (faults: readonly number[]) =>
        Promise.resolve(culprits.every((culprit) => faults.includes(culprit)));
      expect(await shortestHistory(FAULTS, { fails, maxTries: 1_000 })).toEqual(culprits);
    },
  );

  it('runs no more often than allowed, and keeps what it found', async () => {
    let runs = 0;
    const fails = (faults: readonly number[]) => {
      runs += 1;
      return Promise.resolve(faults.includes(17));
    };
    const history = await shortestHistory(FAULTS, { fails, maxTries: 3 });
    expect(runs).toBe(3);
    expect(history).toContain(17);
    expect(history.length).toBeLessThan(FAULTS.length);
  });

  it('stays whole if nothing shorter fails', async () => {
    const fails = () => Promise.resolve(false);
    expect(await shortestHistory([1, 2, 3], { fails, maxTries: 100 })).toEqual([1, 2, 3]);
  });
});
