import { resultLines } from './result-lines';
import { resultsTable } from './results-table';
import { type ScenarioResult } from './scenario-result';
import { sumLine } from './sum-line';

describe('the report of disturbances', () => {
  const figures = { repeatedPages: 1, longestStandstillMs: 2_345, longestPageDelayMs: 14_400 };
  const good: ScenarioResult = { name: 'a crash', faults: [], figures, tookMs: 31_600, folder: '/logs/1' };
  const bad: ScenarioResult = {
    name: 'a freeze',
    faults: ['1 pages missing: 1,2'],
    tookMs: 9_000,
    folder: '/logs/2',
  };

  it('is a Markdown table with the figures of each, and without those of a run that did not end', () => {
    const cells = resultsTable([good, bad]).map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells[2]).toEqual(['', 'a crash', 'equal', '1', '2.3 s', '14.4 s', '32 s', '']);
    expect(cells[3]).toEqual(['', 'a freeze', 'FAILED', '–', '–', '–', '9 s', '']);
  });

  it('tells of each as it ends, and of a failed one why and where its logs are', () => {
    expect(resultLines(good)).toEqual([
      'equal; 1 repeated pages, feed stood still 2.3 s, longest page delay 14.4 s',
    ]);
    expect(resultLines(bad)).toEqual(['FAILED:', '1 pages missing: 1,2', 'logs: /logs/2']);
  });

  it.each([
    [0, '0 min 0 s'],
    [59_499, '0 min 59 s'],
    [59_500, '1 min 0 s'],
    [3_725_000, '62 min 5 s'],
  ])('ends with how many were equal, and how long %i ms are', (tookMs, took) => {
    expect(sumLine([good, bad, good], tookMs)).toBe(`2 equal, 1 failed, in ${took}`);
  });
});
