import { countDecisions, figuresOf } from './f3';

describe('F3', () => {
  it('weighs a missed AKI nine times as much as a needless alert', () => {
    const { f3, precision, recall } = figuresOf({
      truePositives: 80,
      falsePositives: 20,
      falseNegatives: 20,
    });
    expect(precision).toBeCloseTo(0.8);
    expect(recall).toBeCloseTo(0.8);
    expect(f3).toBeCloseTo(800 / (800 + 180 + 20));
  });

  it('weighs needless alerts', () => {
    const cases = [{ aki: true }, { aki: false }, { aki: true }, { aki: false }];
    expect(countDecisions(cases, (index) => index < 2, 8)).toEqual({
      truePositives: 1,
      falsePositives: 8,
      falseNegatives: 1,
    });
  });

  it('is 0, not NaN, without an alert', () => {
    expect(figuresOf({ truePositives: 0, falsePositives: 0, falseNegatives: 3 })).toEqual({
      f3: 0,
      precision: 0,
      recall: 0,
    });
  });
});
