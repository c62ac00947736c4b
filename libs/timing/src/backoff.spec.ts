import * as fc from 'fast-check';
import { backoffMs, fullJitterMs } from './backoff';

const attempts = fc.integer({ min: 1, max: 10_000 });
const randoms = fc.double({ min: 0, max: 0.999, noNaN: true });
const LEAST = () => 0;
const MOST = () => 0.999_999;

describe('backoffMs', () => {
  it.each([
    { attempt: 1, least: 50, most: 100 },
    { attempt: 2, least: 100, most: 200 },
    { attempt: 4, least: 400, most: 800 },
    { attempt: 7, least: 2_500, most: 5_000 },
    { attempt: 10_000, least: 2_500, most: 5_000 },
  ])('waits $least to $most ms before attempt $attempt', ({ attempt, least, most }) => {
    const options = { minMs: 100, maxMs: 5_000 };
    expect(backoffMs(attempt, { ...options, random: LEAST })).toBe(least);
    expect(backoffMs(attempt, { ...options, random: MOST })).toBe(most);
  });

  it('stays between half the minimum and the cap for every attempt', () => {
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        const delayMs = backoffMs(attempt, { minMs: 100, maxMs: 5_000, random: () => random });
        expect(delayMs).toBeGreaterThanOrEqual(50);
        expect(delayMs).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

describe('fullJitterMs', () => {
  it('stays between 0 and the doubled minimum, never above the cap', () => {
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        const delayMs = fullJitterMs(attempt, { minMs: 100, maxMs: 5_000, random: () => random });
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(Math.min(5_000, 100 * 2 ** (attempt - 1)));
      }),
    );
  });

  it('spreads the delays over the whole range', () => {
    const options = { minMs: 100, maxMs: 5_000 };
    expect(fullJitterMs(4, { ...options, random: LEAST })).toBe(0);
    expect(fullJitterMs(4, { ...options, random: MOST })).toBe(800);
  });
});
