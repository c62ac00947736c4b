import { adult, ago, DAY_MS, now } from '../rule/rule.spec-support';
import { withinDomain } from './within-domain';

const info = {
  domain: {
    ageYears: { min: 18, max: 90 },
    historyResults: { min: 1, max: 3 },
    umolPerL: { min: 20, max: 1000 },
  },
};
const history = [ago(DAY_MS, 80)];

describe('the training domain', () => {
  it('accepts an ordinary result', () => {
    expect(withinDomain(info, now(90), history, adult)).toEqual({ inside: true, reasons: [] });
  });

  it.each([
    ['the youngest', now(90), history, { ...adult, birthDate: '2006-03-31' }],
    ['the oldest', now(90), history, { ...adult, birthDate: '1934-03-31' }],
    ['the longest history', now(90), [1, 2, 3].map((days) => ago(days * DAY_MS, 80)), adult],
    ['the lowest and highest values', now(1000), [ago(DAY_MS, 20)], adult],
  ])('accepts %s of its training', (_case, current, earlier, subject) => {
    expect(withinDomain(info, current, earlier, subject).reasons).toEqual([]);
  });

  it.each([
    ['age', now(90), history, { ...adult, birthDate: '1933' }],
    ['age', now(90), history, { ...adult, birthDate: '2006' }],
    ['age-unknown', now(90), history, { ...adult, birthDate: null }],
    ['age', now(90), history, { ...adult, birthDate: '2020-01-01' }],
    ['sex-unknown', now(90), history, { ...adult, sex: 'U' as const }],
    ['no-history', now(90), [ago(366 * DAY_MS, 80)], adult],
    ['history-length', now(90), [1, 2, 3, 4].map((days) => ago(days * DAY_MS, 80)), adult],
    ['value-range', now(1001), history, adult],
    ['value-range', now(90), [ago(DAY_MS, 19)], adult],
    ['value-bound', { ...now(90), comparator: '<' as const }, history, adult],
    ['value-bound', now(90), [{ ...ago(DAY_MS, 80), comparator: '>=' as const }], adult],
  ])('rejects a result with %s', (reason, current, earlier, subject) => {
    expect(withinDomain(info, current, earlier, subject)).toEqual({ inside: false, reasons: [reason] });
  });

  it('accepts an empty comparator and a bound more than a year old', () => {
    const plain = { ...now(90), comparator: '' as const };
    const old = { ...ago(366 * DAY_MS, 80), comparator: '<' as const };
    expect(withinDomain(info, plain, [...history, old], adult)).toEqual({ inside: true, reasons: [] });
  });

  it('gives every reason at once', () => {
    const verdict = withinDomain(info, now(2000), [], { birthDate: null, sex: 'U' });
    expect(verdict.reasons).toEqual(['age-unknown', 'sex-unknown', 'no-history', 'value-range']);
  });
});
