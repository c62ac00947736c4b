import * as fc from 'fast-check';
import { lowest, median } from './statistics';

/** The plain definition: sort, and take the middle. */
function medianBySorting(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [lower, upper] = [sorted[middle - 1], sorted[middle]];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

/** Each round of a selection with the median of three as pivot removes two of these values only. */
function slowestForMedianOfThree(count: number): number[] {
  const half = count >> 1;
  const odd = Array.from({ length: half }, (_, i) => (i % 2 === 0 ? i + 1 : half + i + (half % 2)));
  return [...odd, ...Array.from({ length: half }, (_, i) => 2 * (i + 1))];
}

describe('median', () => {
  it('equals the middle of the sorted values, whatever their order', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -9, max: 9 })),
      {
        maxLength: 200,
      },
    );
    // Adding 0 makes one zero of both.
    const plain = (value: number | null) => (value === null ? null : value + 0);
    fc.assert(fc.property(values, (all) => expect(plain(median(all))).toBe(plain(medianBySorting(all)))));
  });

  it.each([
    ['rising', Array.from({ length: 4_001 }, (_, i) => i)],
    ['falling', Array.from({ length: 4_000 }, (_, i) => -i)],
    ['equal', Array.from({ length: 4_000 }, () => 80)],
    ['made to slow a selection down', slowestForMedianOfThree(4_000)],
  ])('takes the middle of thousands of values that are %s', (_order, values) => {
    expect(median(values)).toBe(medianBySorting(values));
  });

  it('takes a part of the values, and changes none', () => {
    const values = [9, 3, 1, 2, 0];
    expect(median(values, 1, 4)).toBe(2);
    expect(values).toEqual([9, 3, 1, 2, 0]);
  });
});

describe('lowest', () => {
  it.each([
    [[], null],
    [[3, 1, 2], 1],
  ])('finds the lowest of %j: %j', (values, expected) => expect(lowest(values)).toBe(expected));
});
