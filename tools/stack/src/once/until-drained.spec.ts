import { untilDrained } from './until-drained';

describe('waiting for a stream to be done with', () => {
  it('ends when it is played, decided and paged, seen twice in a row', async () => {
    let looks = 0;
    const unprocessed = [5, 0, 0, 0, 0];
    const owed = [0, 2, 0, 0];
    const drained = await untilDrained({
      streamEnded: () => ++looks > 1,
      unprocessed: async () => unprocessed.shift() ?? 0,
      pagesOwed: async () => owed.shift() ?? 0,
      isOver: () => looks > 50,
      pollMs: 1,
    });
    expect(drained).toBe(true);
    expect(looks).toBe(6);
  });

  it('does not end while it cannot be asked', async () => {
    let looks = 0;
    const drained = await untilDrained({
      streamEnded: () => true,
      unprocessed: () => Promise.reject(new Error('away')),
      pagesOwed: async () => 0,
      isOver: () => ++looks > 5,
      pollMs: 1,
    });
    expect(drained).toBe(false);
  });
});
