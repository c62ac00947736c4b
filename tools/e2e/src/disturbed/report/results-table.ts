import { markdownTable } from './markdown-table';
import { type ScenarioResult } from './scenario-result';
import { seconds } from './seconds';

const HEAD = [
  'disturbance',
  'decisions and pages',
  'repeated pages',
  'feed stood still',
  'longest page delay',
  'took',
];

/** The results as a Markdown table, fit for docs/reliability.md. */
export function resultsTable(results: readonly ScenarioResult[]): string[] {
  const rows = results.map(({ name, faults, figures, tookMs }) => [
    name,
    faults.length === 0 ? 'equal' : 'FAILED',
    figures ? String(figures.repeatedPages) : '–',
    figures ? seconds(figures.longestStandstillMs) : '–',
    figures ? seconds(figures.longestPageDelayMs) : '–',
    `${Math.round(tookMs / 1000)} s`,
  ]);
  return markdownTable(HEAD, rows);
}
