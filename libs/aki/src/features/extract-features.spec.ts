import fc from 'fast-check';

import { type CreatinineResult } from '../creatinine/creatinine-result';
import { adult, ago, DAY_MS, HOUR_MS, MINUTE_MS, now, NOW_MS } from '../rule/rule.spec-support';
import { extractFeatures, FEATURES } from './extract-features';

const named = (current: CreatinineResult, earlier: CreatinineResult[], subject = adult) =>
  Object.fromEntries(
    extractFeatures(current, earlier, subject).map((value, index) => [FEATURES[index]?.name, value]),
  );

const histories = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    observedAtMs: fc.integer({ min: 0, max: 400 * 1440 }).map((minutes) => NOW_MS - minutes * MINUTE_MS),
    umolPerL: fc.double({ min: 0.1, max: 3000, noNaN: true }),
  }),
  { maxLength: 20, selector: (result) => result.id },
);

describe('extractFeatures', () => {
  it('gives a number for each feature, and each name once', () => {
    expect(extractFeatures(now(90), [], adult)).toHaveLength(FEATURES.length);
    expect(new Set(FEATURES.map((feature) => feature.name)).size).toBe(FEATURES.length);
  });

  it('describes each feature in words of its own', () => {
    const descriptions = FEATURES.map(({ description }) => description);
    expect(descriptions).not.toContain('');
    expect(new Set(descriptions).size).toBe(FEATURES.length);
  });

  it('gives finite numbers for any history', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 3000, noNaN: true }), histories, (current, history) => {
        expect(extractFeatures(now(current), history, adult).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('ignores the order of results, their ids, and results outside the window', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const features = extractFeatures(now(90), history, adult);
        const renamed = history.map((result, index) => ({ ...result, id: String(index) })).reverse();
        const uncounted = [ago(0, 500), ago(-HOUR_MS, 500), ago(366 * DAY_MS, 500)];
        extractFeatures(now(90), [...renamed, ...uncounted], adult).forEach((value, index) =>
          expect(value).toBeCloseTo(features[index] as number, 9),
        );
      }),
    );
  });

  it('measures the same windows as the rule', () => {
    const features = named(now(200), [ago(48 * HOUR_MS, 160), ago(7 * DAY_MS, 100), ago(365 * DAY_MS, 125)]);
    expect(Math.exp(features['log_ratio_lowest_48h'] as number)).toBeCloseTo(1.25);
    expect(Math.exp(features['log_ratio_lowest_7d'] as number)).toBeCloseTo(2);
    expect(Math.exp(features['log_ratio_median_8_365d'] as number)).toBeCloseTo(1.6);
    expect(Math.exp(features['log_ratio_rule'] as number)).toBeCloseTo(2);
    expect(features['rise_48h_umol_per_l']).toBeCloseTo(40);
  });

  it('distinguishes a missing window from an unchanged value', () => {
    expect(named(now(90), [])).toMatchObject({ log_ratio_lowest_7d: 0, has_7d: 0 });
    expect(named(now(90), [ago(DAY_MS, 90)])).toMatchObject({ log_ratio_lowest_7d: 0, has_7d: 1 });
  });
});
