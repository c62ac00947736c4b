import { growthExponent } from './growth';

describe('the growth of a time with a size', () => {
  const over = (ms: (bytes: number) => number) => [1, 2, 4, 8].map((bytes) => ({ bytes, ms: ms(bytes) }));

  it('is 1 where the time is linear, whatever a byte costs', () => {
    expect(growthExponent(over((bytes) => 3 * bytes))).toBeCloseTo(1);
  });

  it('is 2 where it is quadratic', () => {
    expect(growthExponent(over((bytes) => 0.5 * bytes ** 2))).toBeCloseTo(2);
  });

  it('is not told from one size', () => {
    expect(() => growthExponent([{ bytes: 8, ms: 1 }])).toThrow(RangeError);
  });
});
