import { calibrationOf } from './calibration';

describe('calibrationOf', () => {
  it('compares predicted and observed shares in bins of 0.1', () => {
    const { bins } = calibrationOf([0.12, 0.18, 0.95, 1], [false, true, true, true]);
    expect(bins).toHaveLength(2);
    expect(bins[0]?.predicted).toBeCloseTo(0.15);
    expect(bins[0]).toMatchObject({ observed: 0.5, rows: 2 });
    expect(bins[1]).toMatchObject({ observed: 1, rows: 2 });
  });

  it('scores an oracle 0 and a coin 0.25', () => {
    expect(calibrationOf([0, 1], [false, true]).brier).toBe(0);
    expect(calibrationOf([0.5, 0.5], [false, true]).brier).toBe(0.25);
  });
});
