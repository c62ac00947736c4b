import { chance } from '../model.spec-support';
import { fitCalibration } from './fit-calibration';

describe('fitCalibration', () => {
  it('finds the slope and intercept behind the labels', () => {
    const random = chance(4);
    const logits = Array.from({ length: 20_000 }, () => random() * 8 - 4);
    const labels = logits.map((logit) => random() < 1 / (1 + Math.exp(-(0.5 * logit - 1))));
    const { slope, intercept } = fitCalibration(logits, labels);
    expect(slope).toBeCloseTo(0.5, 1);
    expect(intercept).toBeCloseTo(-1, 1);
  });

  it('stays finite for perfectly separated labels', () => {
    const { slope, intercept } = fitCalibration([-3, -2, 2, 3], [false, false, true, true]);
    expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
  });
});
