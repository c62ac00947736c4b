import { type Progress } from '@renwatch/store';
import * as fc from 'fast-check';
import { type LogMessage } from './log-batch';
import { advanced } from './trail';

const record = (offset: bigint): LogMessage => ({
  offset,
  value: Buffer.from(String(offset)),
  leaderEpoch: 0,
});

/** Progress after batches of these sizes. */
function progressAfter(sizes: readonly number[]): Progress {
  let progress: Progress = { nextOffset: 0n, trail: [] };
  for (const size of sizes) progress = advanced(progress, record(progress.nextOffset + BigInt(size) - 1n));
  return progress;
}

describe('the trail of counted records', () => {
  it('begins with the last record', () => {
    const { nextOffset, trail } = progressAfter([3, 5]);
    expect(nextOffset).toBe(8n);
    expect(trail[0]).toEqual({ offset: 7n, recordId: '7902699be42c8a8e46fbbb4501726517', leaderEpoch: 0 });
  });

  it('reaches at most four times as far back as needed', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 500 }));
    const sizes = fc.array(size, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1 }), (all, lost) => {
        const { nextOffset, trail } = progressAfter(all);
        expect(trail.length).toBeLessThanOrEqual(4 + 2 * Math.log2(Number(nextOffset)));
        const [oldest] = trail.slice(-1);
        const distance = Math.max(16, lost % Number(nextOffset));
        const held = trail.find(({ offset }) => Number(nextOffset - offset) > distance);
        const slack = Math.max(...all);
        if (held) expect(Number(nextOffset - held.offset)).toBeLessThan(4 * (distance + slack));
        else expect(Number(nextOffset - (oldest?.offset ?? 0n))).toBeLessThanOrEqual(distance + slack);
      }),
    );
  });

  it('keeps about 30 of a thousand million records', () => {
    const { trail } = progressAfter(Array.from({ length: 20_000 }, () => 50_000));
    expect(trail.length).toBeLessThan(40);
  });

  it('leaves out records that are counted again', () => {
    const { trail } = advanced(progressAfter([3, 5, 7]), record(4n));
    expect(trail.map(({ offset }) => offset)).toEqual([4n, 2n]);
  });
});
