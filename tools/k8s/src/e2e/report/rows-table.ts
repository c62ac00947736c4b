import { markdownTable, seconds } from '@renwatch/e2e';
import { type Row } from './row';

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
