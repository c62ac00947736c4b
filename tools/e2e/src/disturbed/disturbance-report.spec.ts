import { resultLines, resultsTable, sumLine, type ScenarioResult } from './disturbance-report';

describe('the report of disturbances', () => {
  const figures = { repeatedPages: 1, longestStandstillMs: 2_345, longestPageDelayMs: 14_400 };
  const good: ScenarioResult = { name: 'a crash', faults: [], figures, tookMs: 31_600, folder: '/logs/1' };
  const bad: ScenarioResult = {
    name: 'a freeze',
    faults: ['1 pages missing: 1,2'],
    tookMs: 9_000,
    folder: '/logs/2',
  };

  it('is a Markdown table with a dash for missing figures', () => {
    const cells = resultsTable([good, bad]).map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells[2]).toEqual(['', 'a crash', 'equal', '1', '2.3 s', '14.4 s', '']);
    expect(cells[3]).toEqual(['', 'a freeze', 'FAILED', '–', '–', '–', '']);
  });

  it('names faults and logs of a failed disturbance', () => {
    expect(resultLines(good)).toEqual([
      'equal after 32 s; 1 repeated pages, feed stood still 2.3 s, longest page delay 14.4 s',
    ]);
    expect(resultLines(bad)).toEqual(['FAILED:', '1 pages missing: 1,2', 'logs: /logs/2']);
  });

  it.each([
    [0, '0 min 0 s'],
    [59_499, '0 min 59 s'],
    [59_500, '1 min 0 s'],
    [3_725_000, '62 min 5 s'],
  ])('sums up the results and formats %i ms as %s', (tookMs, took) => {
    expect(sumLine([good, bad, good], tookMs)).toBe(`2 equal, 1 failed, in ${took}`);
  });
});
