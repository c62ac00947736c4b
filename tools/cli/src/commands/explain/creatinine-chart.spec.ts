import { creatinineChart } from './creatinine-chart';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2024, 2, 1);
const point = (day: number, umolPerL: number, isExplained = false) => ({
  atMs: START_MS + day * DAY_MS,
  umolPerL,
  isExplained,
});

describe('creatinineChart', () => {
  it('shows the explained result, the baseline as a line, and both times', () => {
    const lines = creatinineChart([point(0, 90), point(5, 80), point(10, 200, true)], 80);
    expect(lines[0]).toBe('µmol/L   ◆ this result   ● earlier results   ┄ baseline');
    expect(lines[1]).toMatch(/^ {3}200 │ +◆$/);
    expect(lines.find((line) => line.startsWith('    80 │'))).toMatch(/┄+●┄+$/);
    expect(lines.at(-1)).toMatch(/^ +2024-03-01 00:00 +2024-03-11 00:00$/);
    expect(lines.slice(1).join('').match(/●/g)).toHaveLength(2);
  });

  it('shows a single result without a baseline', () => {
    const lines = creatinineChart([point(0, 90, true)], null);
    expect(lines.slice(1).join('').match(/◆/g)).toHaveLength(1);
    expect(lines.slice(1).join('')).not.toMatch(/[●┄]|NaN/);
  });

  it('shows the explained result if another has the same place', () => {
    const lines = creatinineChart([point(1, 90, true), point(1, 90), point(0, 50)], 50);
    expect(lines.slice(1).join('').match(/◆/g)).toHaveLength(1);
  });
});
