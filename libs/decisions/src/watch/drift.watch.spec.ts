import { DriftWatch } from './drift.watch';

const even = { edges: [1, 2, 3], shares: [0.25, 0.25, 0.25, 0.25] };
const watch = () =>
  new DriftWatch({
    training: { prevalence: 0.03, features: [even, even], score: { edges: [0.5], shares: [0.9, 0.1] } },
    features: ['age_years', 'log_current'],
    windowResults: 200,
    minResults: 100,
  });
const fill = (drift: DriftWatch, count: number, shift = 0) => {
  for (let i = 0; i < count; i += 1) drift.add([i % 4, (i % 4) + shift], i % 10 === 0 ? 0.9 : 0.1);
};
const psiOf = (drift: DriftWatch) => Object.fromEntries(drift.findings().map(({ of, psi }) => [of, psi]));

describe('the drift watch', () => {
  it('reports nothing below its minimum sample size', () => {
    const drift = watch();
    fill(drift, 99);
    expect(drift.findings()).toEqual([]);
    fill(drift, 1);
    expect(drift.findings()).toHaveLength(3);
  });

  it('finds no drift in results like those of the training set', () => {
    const drift = watch();
    fill(drift, 200);
    for (const psi of Object.values(psiOf(drift))) expect(psi).toBeCloseTo(0, 6);
  });

  it('names the feature that has moved, and no other', () => {
    const drift = watch();
    fill(drift, 200, 2);
    const found = psiOf(drift);
    expect(found['log_current']).toBeGreaterThan(0.25);
    expect(found['age_years']).toBeLessThan(0.01);
    expect(found['score']).toBeLessThan(0.01);
  });

  it('numbers a feature that the model does not name', () => {
    const training = { prevalence: 0.03, features: [even, even], score: even };
    const drift = new DriftWatch({ training, features: ['age_years'], windowResults: 10, minResults: 1 });
    drift.add([1, 2], 0.5);
    expect(drift.findings().map(({ of }) => of)).toEqual(['age_years', 'feature 1', 'score']);
  });

  it('compares the newest results only', () => {
    const drift = watch();
    fill(drift, 200, 2);
    fill(drift, 200);
    expect(drift.results).toBe(200);
    expect(psiOf(drift)['log_current']).toBeLessThan(0.01);
  });
});
