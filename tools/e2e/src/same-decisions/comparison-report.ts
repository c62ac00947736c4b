import { markdownTable } from '../markdown-table';
import { type KindComparison, type RowDifference } from './compare-rows';

export interface StreamComparison {
  stream: string;
  kinds: readonly KindComparison[];
}

const HEAD = ['stream', 'rows', 'before', 'after', 'equal', 'differing'];
const MAX_SHOWN = 5;

/**
 * The table of all comparisons, the columns that could not be compared, the ignored columns that differ,
 * then the first differences of each kind with both rows.
 */
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
  const ignored = comparisons.flatMap(({ stream, kinds }) =>
    kinds.flatMap(({ kind, ignored: counts }) =>
      Object.entries(counts).map(([name, rows]) => `${stream}, ${kind}: ${rows} differ in ${name}, ignored`),
    ),
  );
  const differing = comparisons.flatMap(({ stream, kinds }) =>
    kinds
      .filter(({ differences }) => differences.length > 0)
      .flatMap((kind) => differenceLines(stream, kind)),
  );
  return [
    ...markdownTable(HEAD, rows),
    ...(uncompared.length > 0 ? ['', ...uncompared] : []),
    ...(ignored.length > 0 ? ['', ...ignored] : []),
    ...differing,
  ];
}

/** The last line of a report. @param names the two revisions, for people */
export function verdict(names: string, comparisons: readonly StreamComparison[]): string {
  const count = differenceCount(comparisons);
  if (count > 0) return `DIFFERENT: ${names} differ in ${count} rows`;
  const rows = new Map<string, number>();
  for (const { ignored } of comparisons.flatMap(({ kinds }) => kinds))
    for (const [name, some] of Object.entries(ignored)) rows.set(name, (rows.get(name) ?? 0) + some);
  if (rows.size === 0) return `equal: ${names} record the same`;
  const apart = [...rows].map(([name, some]) => `${name} (${some} rows)`).join(', ');
  return `equal, apart from: ${apart}: ${names} record the same otherwise`;
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
