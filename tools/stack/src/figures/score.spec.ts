import { readLabels, score } from './score';

describe('the score', () => {
  it('weighs recall nine times precision', () => {
    expect(score(new Set(['a', 'b', 'c', 'x']), new Set(['a', 'b', 'c', 'd']))).toEqual({
      precision: 0.75,
      recall: 0.75,
      f3: 0.75,
      truePositives: 3,
      falsePositives: 1,
      falseNegatives: 1,
    });
    expect(score(new Set(['a', 'x', 'y']), new Set(['a'])).f3).toBeCloseTo(0.8333, 4);
  });

  it('is 0 without findings or without labels', () => {
    expect(score(new Set(), new Set(['a'])).f3).toBe(0);
    expect(score(new Set(['a']), new Set()).f3).toBe(0);
  });

  it('reads labels by MRN and 14 digits', () => {
    expect(readLabels('mrn,date\n900000031,2024-03-31 22:09:00\n')).toEqual(
      new Set(['900000031,20240331220900']),
    );
  });
});
