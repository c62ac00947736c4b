import * as fc from 'fast-check';
import { freeSlots, slotsFor } from './delivery-slots';

const concurrencies = fc.integer({ min: 1, max: 1_000 });

describe('delivery slots', () => {
  it.each([
    [1, { stage1: 1, stage2: 2, stage3: 3 }],
    [4, { stage1: 4, stage2: 5, stage3: 6 }],
    [16, { stage1: 16, stage2: 20, stage3: 24 }],
  ])('grow with a concurrency of %i to %j', (concurrency, slots) => {
    expect(slotsFor(concurrency)).toEqual(slots);
  });

  it('stay free for a higher stage however many lower pages hang', () => {
    fc.assert(
      fc.property(concurrencies, (concurrency) => {
        const slots = slotsFor(concurrency);
        expect(freeSlots(slots, slots.stage1).stage2).toBeGreaterThanOrEqual(1);
        expect(freeSlots(slots, slots.stage2).stage3).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('are never fewer than none', () => {
    expect(freeSlots(slotsFor(1), 9)).toEqual({ stage1: 0, stage2: 0, stage3: 0 });
  });
});
