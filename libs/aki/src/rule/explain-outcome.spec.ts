import { type Comparator } from '../creatinine/comparator';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { explainOutcome } from './explain-outcome';
import { kdigoRule } from './kdigo.rule';
import { nhsEnglandRule } from './nhs-england.rule';
import { adult, ago, DAY_MS, HOUR_MS, now } from './rule.spec-support';

describe('the sentence of a decision', () => {
  it.each([
    [
      212,
      [ago(3 * DAY_MS, 88)],
      'Creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88): AKI stage 2',
    ],
    [
      180,
      [ago(60 * DAY_MS, 90.2)],
      'Creatinine 180 µmol/L, 1.9 × the median of the last 8 to 365 days (90): AKI stage 1',
    ],
    [
      227,
      [ago(HOUR_MS, 200)],
      'Creatinine 227 µmol/L, 27 µmol/L above the lowest of the last 48 hours (200): AKI stage 1',
    ],
    [
      400,
      [ago(DAY_MS, 250)],
      'Creatinine 400 µmol/L, above 354 and 1.6 × the lowest of the last 7 days (250): AKI stage 3',
    ],
    [80, [ago(DAY_MS, 78)], 'Creatinine 80 µmol/L, 1.0 × the lowest of the last 7 days (78): no AKI'],
    [150, [], 'Creatinine 150 µmol/L (high: ? AKI ? CKD), no earlier result to compare with: no AKI'],
  ])('for a creatinine of %d', (current, history, sentence) => {
    expect(explainOutcome(nhsEnglandRule.decide(now(current), history, adult))).toBe(sentence);
  });

  it.each([
    [
      353.6,
      [ago(DAY_MS, 230)],
      'Creatinine 353.6 µmol/L, at least 353.6 and 1.5 × the lowest of the last 7 days (230): AKI stage 3',
    ],
    [
      300,
      [ago(8 * DAY_MS, 80)],
      'Creatinine 300 µmol/L, no result of the last 7 days to compare with: no AKI',
    ],
  ])('by KDIGO for a creatinine of %d', (current, history, sentence) => {
    expect(explainOutcome(kdigoRule.decide(now(current), history, adult))).toBe(sentence);
  });

  it.each<[Comparator, string]>([
    ['>', 'Creatinine above 1500 µmol/L, 10.0 × the lowest of the last 7 days (150): AKI stage 3'],
    ['>=', 'Creatinine at least 1500 µmol/L, 10.0 ×'],
    ['<', 'Creatinine below 1500 µmol/L, 10.0 ×'],
    ['<=', 'Creatinine at most 1500 µmol/L, 10.0 ×'],
  ])('keeps the comparator %s of a bound', (comparator, sentence) => {
    const current = { ...now(1500), comparator };
    for (const rule of [nhsEnglandRule, kdigoRule])
      expect(explainOutcome(rule.decide(current, [ago(DAY_MS, 150)], adult))).toContain(sentence);
  });

  it.each([
    [80, 'Creatinine 80 µmol/L (high'],
    [30.4, 'Creatinine 30 µmol/L, no'],
    [10, 'Creatinine 10 µmol/L (low), no'],
    [9.96, 'Creatinine 10.0 µmol/L (low), no'],
    [9.5, 'Creatinine 9.5 µmol/L (low), no'],
  ])('rounds a first creatinine of %d and names its flag', (current, sentence) => {
    const child = { birthDate: '2016-03-31', sex: 'F' as const };
    expect(explainOutcome(nhsEnglandRule.decide(now(current), [], child))).toContain(sentence);
  });

  it.each([
    [126.01, '26.1 µmol/L above'],
    [126.1, '26.1 µmol/L above'],
    [127, '27 µmol/L above'],
    [145.96, '46 µmol/L above'],
  ])('rounds the rise to %d up to a tenth', (current, rise) => {
    expect(explainOutcome(nhsEnglandRule.decide(now(current), [ago(HOUR_MS, 100)], adult))).toContain(rise);
  });

  it('names 354 without a decimal', () => {
    expect(explainOutcome(nhsEnglandRule.decide(now(354), [ago(DAY_MS, 354)], adult))).toBe(
      'Creatinine 354 µmol/L, 1.0 × the lowest of the last 7 days (354): no AKI',
    );
  });

  it('never says that 354 is above 354', () => {
    const sentence = explainOutcome(nhsEnglandRule.decide(now(354.2), [ago(DAY_MS, 230)], adult));
    expect(sentence).toContain('Creatinine 354.2 µmol/L, above 354 and 1.5 ×');
  });

  it('never rounds a ratio up to the next stage', () => {
    expect(explainOutcome(nhsEnglandRule.decide(now(199.9), [ago(DAY_MS, 100)], adult))).toContain('1.9 ×');
  });

  it.each<[string, DecisionSubject]>([
    ['age', { birthDate: null, sex: 'F' }],
    ['sex', { birthDate: '1970-01-01', sex: 'U' }],
    ['age and sex', { birthDate: null, sex: 'U' }],
  ])('says when the patient’s %s is unknown', (unknown, subject) => {
    for (const rule of [nhsEnglandRule, kdigoRule])
      expect(explainOutcome(rule.decide(now(160), [ago(DAY_MS, 100)], subject))).toBe(
        `Creatinine 160 µmol/L, 1.6 × the lowest of the last 7 days (100): AKI stage 1 (${unknown} unknown, taken as an adult)`,
      );
  });
});
