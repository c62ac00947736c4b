import { fitNormalisation, normaliseRows } from './normalise';

describe('normalisation', () => {
  it('scales columns to mean 0 and deviation 1', () => {
    const rows = [
      [1, 5],
      [3, 5],
    ];
    const normalisation = fitNormalisation(rows);
    expect(normalisation).toEqual({ mean: [2, 5], deviation: [1, 1] });
    expect([...normaliseRows(rows, normalisation)]).toEqual([-1, 0, 1, 0]);
  });

  it('limits an extreme value to six deviations', () => {
    expect([...normaliseRows([[1000], [-1000]], { mean: [0], deviation: [1] })]).toEqual([6, -6]);
  });

  it('pads with zeros', () => {
    expect([...normaliseRows([[2]], { mean: [0], deviation: [1] }, 3)]).toEqual([2, 0, 0]);
  });
});
