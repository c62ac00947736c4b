import { markdownTable, seconds } from '@renwatch/e2e';
import { type Disturbance } from '../disturbances/disturbance';
import { type Measured } from './measure';

/** The outcome of one disturbance. */
export interface Row {
  disturbance: Pick<Disturbance, 'name' | 'limits'>;
  /** Absent if it was not tried. */
  measured?: Measured;
  /** The reason it was left out. */
  leftOut?: string;
  /** The reason it did not finish. */
  failed?: string;
}

/** Lists the missed figures of a disturbance, and why it did not finish; one sentence each. */
export function rowFaults({ disturbance, measured, failed }: Row): string[] {
  const { name, limits } = disturbance;
  const above = (figure: string, ms = 0, limitMs = Infinity): string[] =>
    ms > limitMs ? [`${name}: ${figure} ${seconds(ms)}, more than ${seconds(limitMs)}`] : [];
  return [
    ...(failed === undefined ? [] : [`${name}: ${failed}`]),
    ...above('the feed stood still for', measured?.standstillMs, limits.standstillMs),
    ...(measured?.pages === 0 && limits.pageDelayMs !== undefined
      ? [`${name}: no page was due meanwhile, so delays are unknown`]
      : []),
    ...above('a page was delayed by', measured?.longestPageDelayMs, limits.pageDelayMs),
  ];
}

const HEAD = ['disturbance', 'feed stood still', 'longest page delay', 'pages'];

/** Formats the figures and their limits as the Markdown table of docs/reliability.md. */
export function rowsTable(rows: readonly Row[]): string[] {
  const cells = rows.map(({ disturbance, measured, leftOut }) => {
    const { name, limits } = disturbance;
    if (!measured) return [name, leftOut ?? '–', '–', '–'];
    const { standstillMs, longestPageDelayMs, pages } = measured;
    return [
      name,
      against(standstillMs, limits.standstillMs),
      pages === 0 ? '–' : against(longestPageDelayMs, limits.pageDelayMs),
      String(pages),
    ];
  });
  return markdownTable(HEAD, cells);
}

const against = (ms: number, limitMs?: number): string =>
  limitMs === undefined ? seconds(ms) : `${seconds(ms)} (of ${seconds(limitMs)})`;
