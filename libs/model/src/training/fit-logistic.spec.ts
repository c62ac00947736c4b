import { chance, exampleRows } from '../model.spec-support';
import { NetworkScorer } from '../network/network-scorer';
import { fitLogistic } from './fit-logistic';

describe('fitLogistic', () => {
  it('finds the coefficients behind the labels', () => {
    const random = chance(8);
    const rows = Array.from({ length: 20_000 }, () => [random() * 4 - 2, random() * 4 - 2, 0]);
    const labels = rows.map(([a = 0, b = 0]) => random() < 1 / (1 + Math.exp(-(2 * a - b + 0.5))));
    const network = fitLogistic({ rows, labels, ridge: 1 });
    const scorer = new NetworkScorer(network);
    const [zero = 0, a = 0, b = 0] = scorer.logits([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    scorer.dispose();
    expect(zero).toBeCloseTo(0.5, 0);
    expect(a - zero).toBeCloseTo(2, 0);
    expect(b - zero).toBeCloseTo(-1, 0);
  });

  it('stays finite for linearly separated labels', () => {
    const { rows, labels } = exampleRows(500);
    const [layer] = fitLogistic({ rows, labels, ridge: 1 }).layers;
    expect(layer?.kernel.every(Number.isFinite)).toBe(true);
  });

  it('is deterministic', () => {
    const given = { ...exampleRows(300), ridge: 1 };
    expect(fitLogistic(given)).toEqual(fitLogistic(given));
  });

  it('refuses to train on no rows', () => {
    expect(() => fitLogistic({ rows: [], labels: [], ridge: 1 })).toThrow(RangeError);
  });
});
