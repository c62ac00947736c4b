import { markdownTable, seconds } from '../markdown-table';
import { type Measured } from './scenario/run-scenario';

export interface ScenarioResult {
  name: string;
  /** Empty if decisions and pages equal the undisturbed run's and every other check of the scenario held. */
  faults: string[];
  /** Absent if the run did not come to its end. */
  figures?: Omit<Measured, 'outcome'>;
  tookMs: number;
  /** Holds the logs of the replicas. */
  folder: string;
}

const HEAD = [
  'disturbance',
  'decisions and pages',
  'repeated pages',
  'feed stood still',
  'longest page delay',
];

/** Formats the results as a Markdown table, which docs/reliability.md holds. */
export function resultsTable(results: readonly ScenarioResult[]): string[] {
  const rows = results.map(({ name, faults, figures }) => [
    name,
    faults.length === 0 ? 'equal' : 'FAILED',
    figures ? String(figures.repeatedPages) : '–',
    figures ? seconds(figures.longestStandstillMs) : '–',
    figures ? seconds(figures.longestPageDelayMs) : '–',
  ]);
  return markdownTable(HEAD, rows);
}

/** Describes the result of a disturbance, printed when it is over. */
export function resultLines({ faults, figures, tookMs, folder }: ScenarioResult): string[] {
  if (faults.length > 0 || !figures) return ['FAILED:', ...faults, `logs: ${folder}`];
  const { repeatedPages, longestStandstillMs, longestPageDelayMs } = figures;
  const delays = `feed stood still ${seconds(longestStandstillMs)}, longest page delay ${seconds(longestPageDelayMs)}`;
  return [`equal after ${Math.round(tookMs / 1000)} s; ${repeatedPages} repeated pages, ${delays}`];
}

/** Sums up all runs; `tookMs` counts from the start of the command. */
export function sumLine(results: readonly ScenarioResult[], tookMs: number): string {
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const wholeSeconds = Math.round(tookMs / 1000);
  const took = `${Math.floor(wholeSeconds / 60)} min ${wholeSeconds % 60} s`;
  return `${results.length - failed} equal, ${failed} failed, in ${took}`;
}
