import { judge } from '../cases/judged-case';
import { compare } from '../evaluation/deciders';
import { buildReport } from './build-report';
import { formatReport } from './format-report';

const DAY_MS = 86_400_000;
const everything = { min: 0, max: 10_000 };
const info = {
  holdBackThreshold: 0.5,
  alertThreshold: 1.01,
  domain: { ageYears: everything, historyResults: everything, umolPerL: everything },
};
/** A result after one of 80 µmol/L the day before. */
const result = (group: string, umolPerL: number, aki: boolean) =>
  judge({
    current: { id: `${group} now`, observedAtMs: 100 * DAY_MS, umolPerL },
    earlier: [{ id: `${group} before`, observedAtMs: 99 * DAY_MS, umolPerL: 80 }],
    subject: { birthDate: '1930-01-01', sex: 'F' },
    aki,
    group,
  });

describe('buildReport', () => {
  const scored = {
    cases: [result('1', 300, true), result('2', 300, true), result('3', 80, false)],
    probabilities: [1, 1, 0],
    info,
    unmet: [{ aki: true as const, group: '4' }],
  };

  it('counts AKI without a result as missed in every comparison', () => {
    for (const { recall, precision } of Object.values(compare(scored))) {
      expect([recall, precision]).toEqual([2 / 3, 1]);
    }
  });

  it('reports AKI without a result in all figures', () => {
    const report = buildReport({ ...scored, data: 'some', modelSha256: '' });
    expect(report).toMatchObject({ rows: 3, aki: 2, unmetAki: 1 });
    expect(report.figures.policy.recall).toBe(2 / 3);
    expect(report.figures.policy.intervals.recall[0]).toBeLessThan(2 / 3);
    for (const { rule } of report.byPrevalence) expect(rule).toBeCloseTo(20 / 29, 12);
    expect(formatReport(report)).toContain(
      '3 results, 2 with AKI. AKI without a result, counted as missed: 1. In',
    );
  });

  it('omits AKI without a result if every label has a row', () => {
    const { unmet, ...labelled } = scored;
    expect(unmet).toHaveLength(1);
    const report = buildReport({ ...labelled, data: 'some', modelSha256: '' });
    expect(report).not.toHaveProperty('unmetAki');
    expect(report.figures.rule.recall).toBe(1);
  });
});
