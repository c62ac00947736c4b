import { calibrationOf } from './calibration';

describe('calibrationOf', () => {
  it('sets what was said beside what was seen, by tenths', () => {
    const { bins } = calibrationOf([0.12, 0.18, 0.95, 1], [false, true, true, true]);
    expect(bins).toHaveLength(2);
    expect(bins[0]?.said).toBeCloseTo(0.15);
    expect(bins[0]).toMatchObject({ seen: 0.5, rows: 2 });
    expect(bins[1]).toMatchObject({ seen: 1, rows: 2 });
  });

  it('gives the Brier score: 0 for an oracle, 0.25 for a coin', () => {
    expect(calibrationOf([0, 1], [false, true]).brier).toBe(0);
    expect(calibrationOf([0.5, 0.5], [false, true]).brier).toBe(0.25);
  });
});
