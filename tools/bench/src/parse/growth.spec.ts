import { growthExponent } from './growth';

describe('growthExponent', () => {
  const over = (ms: (bytes: number) => number) => [1, 2, 4, 8].map((bytes) => ({ bytes, ms: ms(bytes) }));

  it('is 1 for a linear time, whatever a byte costs', () => {
    expect(growthExponent(over((bytes) => 3 * bytes))).toBeCloseTo(1);
  });

  it('is 2 for a quadratic time', () => {
    expect(growthExponent(over((bytes) => 0.5 * bytes ** 2))).toBeCloseTo(2);
  });

  it('refuses a single size', () => {
    expect(() => growthExponent([{ bytes: 8, ms: 1 }])).toThrow(RangeError);
  });
});
