import { untilDrained } from './until-drained';

describe('waiting for the end of a stream', () => {
  it('ends when everything is decided and paged, twice in a row', async () => {
    let looks = 0;
    const unprocessed = [5, 0, 0, 0, 0];
    const owed = [0, 2, 0, 0];
    const drained = await untilDrained({
      streamEnded: () => ++looks > 1,
      unprocessed: async () => unprocessed.shift() ?? 0,
      undeliveredPages: async () => owed.shift() ?? 0,
      isOver: () => looks > 50,
      pollMs: 1,
    });
    expect(drained).toBe(true);
    expect(looks).toBe(6);
  });

  it('does not end while a count is unavailable', async () => {
    let looks = 0;
    const drained = await untilDrained({
      streamEnded: () => true,
      unprocessed: () => Promise.reject(new Error('away')),
      undeliveredPages: async () => 0,
      isOver: () => ++looks > 5,
      pollMs: 1,
    });
    expect(drained).toBe(false);
  });
});
