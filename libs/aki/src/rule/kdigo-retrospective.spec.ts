import * as fc from 'fast-check';
import { type Comparator } from '../creatinine/comparator';
import { KDIGO_RETROSPECTIVE, kdigoRetrospective } from './kdigo-retrospective';
import { kdigoRule } from './kdigo.rule';
import { adult, ago, DAY_MS, HOUR_MS, MINUTE_MS, now } from './rule.spec-support';

describe('KDIGO in retrospect', () => {
  it.each<[string, number, number, number, boolean | null]>([
    ['ratio 1.50 to 7.0 d before', 150, 100, 7 * DAY_MS, true],
    ['ratio 1.50 to more than 7 d before', 150, 100, 7 * DAY_MS + MINUTE_MS, null],
    ['ratio 1.50 to 7.0 d after', 150, 100, -7 * DAY_MS, true],
    ['ratio 1.50 to more than 7 d after', 150, 100, -7 * DAY_MS - MINUTE_MS, null],
    ['ratio 1.50 to the same moment', 150, 100, 0, true],
    ['ratio below 1.50 after', 149.9, 100, -DAY_MS, false],
    ['a rise of 26.5 in 48.0 h', 126.5, 100, 48 * HOUR_MS, true],
    ['a rise of 26.4 in 48.0 h', 126.4, 100, 48 * HOUR_MS, false],
    ['a rise of 26.5 in more than 48 h', 126.5, 100, 48 * HOUR_MS + MINUTE_MS, false],
    ['a fall of 26.5 within 48 h', 126.5, 100, -HOUR_MS, false],
    ['a high value alone', 400, 380, DAY_MS, false],
    ['a rise of 26.5 at the same moment', 126.5, 100, 0, false],
    ['a value of zero', 150, 0, DAY_MS, null],
  ])('%s: %d and %d, %d ms before, gives %s', (_name, current, other, ageMs, aki) => {
    expect(kdigoRetrospective(now(current), [ago(ageMs, other)])).toBe(aki);
  });

  it.each<[string, Comparator, Comparator, boolean | null]>([
    ['an upper bound', '<', '', null],
    ['a lower bound', '>=', '', true],
    ['a result beside an upper bound', '', '<=', true],
    ['a result beside a lower bound', '', '>', null],
  ])('labels %s only where the bound is enough', (_name, own, others, aki) => {
    const current = { ...now(200), comparator: own };
    expect(kdigoRetrospective(current, [{ ...ago(DAY_MS, 100), comparator: others }])).toBe(aki);
  });

  it.each([
    ...['at least 1.5 times the lowest other result', '7 days after it', '26.5 µmol/L above the lowest'],
    ...[
      '48 hours before it',
      'only for the ratio',
      'not measured before',
      'no other result in those 14 days',
    ],
    'are no baseline',
  ])('is defined in words: %s', (words) => {
    expect(KDIGO_RETROSPECTIVE).toContain(words);
  });

  it('never compares a result with itself', () => {
    expect(kdigoRetrospective(now(200), [now(100)])).toBeNull();
  });

  it('agrees with the live rule if nothing came later', () => {
    const results = fc.array(
      fc.record({ ageMs: fc.integer({ min: 1, max: 7 * DAY_MS }), value: fc.integer({ min: 20, max: 400 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 600 }), results, (value, given) => {
        const earlier = given.map(({ ageMs, value: own }, index) => ago(ageMs, own, String(index)));
        expect(kdigoRetrospective(now(value), earlier)).toBe(
          kdigoRule.decide(now(value), earlier, adult).stage > 0,
        );
      }),
    );
  });
});
