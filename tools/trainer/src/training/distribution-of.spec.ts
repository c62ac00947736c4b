import { distributionOf } from './distribution-of';

const ones = (count: number) => new Array<number>(count).fill(1);

describe('distributionOf', () => {
  it('divides values into ten bins of equal weight', () => {
    const values = Array.from({ length: 1000 }, (_, index) => (index * 37) % 1000);
    const { edges, shares } = distributionOf(values, ones(1000));
    expect(edges).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
    shares.forEach((share) => expect(share).toBeCloseTo(0.1, 12));
  });

  it('gives a flag two bins, and a constant a single bin', () => {
    expect(distributionOf([0, 1, 0, 0], ones(4))).toEqual({ edges: [1], shares: [0.75, 0.25] });
    expect(distributionOf([5, 5], ones(2))).toEqual({ edges: [], shares: [1] });
  });

  it('uses the weight of a row', () => {
    expect(distributionOf([0, 1], [9, 1])).toEqual({ edges: [1], shares: [0.9, 0.1] });
  });

  it('leaves no bin empty', () => {
    const values = [0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 50];
    expect(Math.min(...distributionOf(values, ones(12)).shares)).toBeGreaterThan(0);
  });
});
