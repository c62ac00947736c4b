import fc from 'fast-check';
import { populationStability } from './population-stability';

describe('the population stability index', () => {
  it('is 0 for the same distribution', () => {
    expect(populationStability([0.2, 0.3, 0.5], [20, 30, 50])).toBeCloseTo(0, 12);
  });

  it('is the sum over the bins of the difference times its logarithm', () => {
    const expected = (0.5 - 0.25) * Math.log(0.5 / 0.25) + (0.5 - 0.75) * Math.log(0.5 / 0.75);
    expect(populationStability([0.25, 0.75], [50, 50])).toBeCloseTo(expected, 12);
  });

  it('is 0 if nothing was counted', () => {
    expect(populationStability([0.5, 0.5], [0, 0])).toBe(0);
  });

  it('is finite and not negative, whatever bins are empty', () => {
    const bins = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(bins, (counts) => {
        const total = counts.reduce((sum, [expected]) => sum + expected, 0) || 1;
        const index = populationStability(
          counts.map(([expected]) => expected / total),
          counts.map(([, observed]) => observed),
        );
        expect(index).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(index)).toBe(true);
      }),
    );
  });
});
