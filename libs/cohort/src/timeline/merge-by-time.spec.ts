import fc from 'fast-check';

import { mergeByTime } from './merge-by-time';

describe('mergeByTime', () => {
  it('yields every event once, in order of time', () => {
    const sources = fc.array(
      fc.array(fc.integer({ min: 0, max: 50 })).map((times) => times.sort((a, b) => a - b)),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(sources, (times) => {
        const merged = [
          ...mergeByTime(
            times.map((own, owner) => ({ owner, events: own.map((atMs) => ({ atMs })).values() })),
          ),
        ];
        const found = merged.map(({ event }) => event.atMs);
        expect(found).toEqual(times.flat().sort((a, b) => a - b));
        times.forEach((own, owner) =>
          expect(merged.filter((item) => item.owner === owner).map(({ event }) => event.atMs)).toEqual(own),
        );
      }),
    );
  });

  it('reads one event ahead per source', () => {
    let drawn = 0;
    function* endless() {
      for (let atMs = 0; ; atMs += 1) {
        drawn += 1;
        yield { atMs };
      }
    }
    const merged = mergeByTime([
      { owner: 'a', events: endless() },
      { owner: 'b', events: endless() },
    ]);
    for (let count = 0; count < 10; count += 1) merged.next();
    expect(drawn).toBeLessThanOrEqual(12);
  });
});
