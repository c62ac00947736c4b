import { markdownTable } from '../markdown-table';
import { type KindComparison, type RowDifference } from './compare-rows';

export interface StreamComparison {
  stream: string;
  kinds: readonly KindComparison[];
}

const HEAD = ['stream', 'rows', 'before', 'after', 'equal', 'differing'];
const MAX_SHOWN = 5;

/** The table of all comparisons, the columns that could not be compared, then the first differences of each kind with both rows. */
export function comparisonReport(comparisons: readonly StreamComparison[]): string[] {
  const rows = comparisons.flatMap(({ stream, kinds }) =>
    kinds.map(({ kind, before, after, equal, differences }) =>
      [stream, kind, before, after, equal, differences.length].map(String),
    ),
  );
  const uncompared = comparisons.flatMap(({ stream, kinds }) =>
    kinds
      .filter(({ uncompared: columns }) => columns.length > 0)
      .map(
        ({ kind, uncompared: columns }) => `${stream}, ${kind}: only one revision has ${columns.join(', ')}`,
      ),
  );
  const differing = comparisons.flatMap(({ stream, kinds }) =>
    kinds
      .filter(({ differences }) => differences.length > 0)
      .flatMap((kind) => differenceLines(stream, kind)),
  );
  return [...markdownTable(HEAD, rows), ...(uncompared.length > 0 ? ['', ...uncompared] : []), ...differing];
}

export const differenceCount = (comparisons: readonly StreamComparison[]): number =>
  comparisons.flatMap(({ kinds }) => kinds).reduce((sum, { differences }) => sum + differences.length, 0);

function differenceLines(stream: string, { kind, differences }: KindComparison): string[] {
  const more = differences.length - MAX_SHOWN;
  return [
    '',
    `${stream}, ${kind}: ${differences.length} differ`,
    ...differences.slice(0, MAX_SHOWN).flatMap(rowLines),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function rowLines({ key, before, after, columns }: RowDifference): string[] {
  const row = (found: RowDifference['before']) => (found ? JSON.stringify(found.columns) : 'no such row');
  const changes = columns.map(
    (name) =>
      `    ${name}: ${JSON.stringify(before?.columns[name])} → ${JSON.stringify(after?.columns[name])}`,
  );
  return [`  ${key}`, ...changes, `    before: ${row(before)}`, `    after:  ${row(after)}`];
}
