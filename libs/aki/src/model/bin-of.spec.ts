import { binOf } from './bin-of';

describe('binOf', () => {
  it.each([
    [-1, 0],
    [0.99, 0],
    [1, 1],
    [1.5, 1],
    [2, 2],
    [Infinity, 2],
  ])('puts %d of edges 1 and 2 into bin %d', (value, bin) => {
    expect(binOf({ edges: [1, 2] }, value)).toBe(bin);
  });

  it('has one bin without edges', () => {
    expect(binOf({ edges: [] }, 7)).toBe(0);
  });
});
