import { SeededRandom } from './seeded-random';

const draws = (seed: string, count: number) => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('SeededRandom', () => {
  it('depends on the seed', () => {
    expect(draws('a', 5)).toEqual(draws('a', 5));
    expect(draws('a', 5)).not.toEqual(draws('b', 5));
  });

  it('gives uncorrelated numbers for similar seeds', () => {
    const [first, second] = [draws('patient/1', 2000), draws('patient/2', 2000)];
    const covariance =
      first.reduce((sum, value, index) => sum + (value - 0.5) * ((second[index] as number) - 0.5), 0) / 2000;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.1);
  });

  it('draws uniform and normal numbers', () => {
    const random = new SeededRandom('shape');
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((a, b) => a + b) / normals.length;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    expect(draws('shape', 20_000).filter((value) => value < 0.25).length / 20_000).toBeCloseTo(0.25, 1);
  });

  it('shuffles to a permutation', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new SeededRandom('shuffle').shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
