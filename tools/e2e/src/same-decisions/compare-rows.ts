import { isDeepStrictEqual } from 'node:util';

export interface RecordedRow {
  /** Unique among the rows of its kind. */
  key: string;
  columns: Readonly<Record<string, unknown>>;
}

/** The rows of one run by kind, such as `decisions`. */
export type RecordedRows = Readonly<Record<string, readonly RecordedRow[]>>;

export interface RowDifference {
  key: string;
  /** Undefined if only the other revision has the row. */
  before: RecordedRow | undefined;
  after: RecordedRow | undefined;
  /** The columns of both revisions that differ; empty for a row that only one revision has. */
  columns: string[];
}

export interface KindComparison {
  kind: string;
  before: number;
  after: number;
  equal: number;
  /** Columns that only one revision has, which cannot be compared. */
  uncompared: string[];
  /** For each ignored column that differs, the number of rows in which it does. */
  ignored: Readonly<Record<string, number>>;
  differences: RowDifference[];
}

export interface CompareOptions {
  /** Columns of any kind whose differences are counted, but make no row different. */
  ignore?: readonly string[];
}

/**
 * Compares two runs row by row. Rows are matched by key: the order in which they were written does not count.
 * @throws Error if two rows of one kind share a key
 */
export function compareRows(
  before: RecordedRows,
  after: RecordedRows,
  { ignore = [] }: CompareOptions = {},
): KindComparison[] {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return kinds.map((kind) => {
    const old = byKey(kind, before[kind] ?? []);
    const current = byKey(kind, after[kind] ?? []);
    const keys = [...new Set([...old.keys(), ...current.keys()])];
    const uncompared = columnsOfOne(before[kind] ?? [], after[kind] ?? []);
    const found = keys.flatMap(
      (key) => differenceOf({ key, before: old.get(key), after: current.get(key), uncompared }) ?? [],
    );
    const differences = found.flatMap((difference) => withoutColumns(difference, ignore) ?? []);
    return {
      kind,
      before: old.size,
      after: current.size,
      equal: keys.length - differences.length,
      uncompared,
      ignored: countColumns(found, ignore),
      differences,
    };
  });
}

/** The difference in the columns that count; undefined if there is none. A row of one revision only always differs. */
function withoutColumns(difference: RowDifference, ignore: readonly string[]): RowDifference | undefined {
  if (!difference.before || !difference.after) return difference;
  const columns = difference.columns.filter((name) => !ignore.includes(name));
  return columns.length > 0 ? { ...difference, columns } : undefined;
}

function countColumns(
  differences: readonly RowDifference[],
  names: readonly string[],
): Readonly<Record<string, number>> {
  const counts = [...new Set(names)].map((name) => {
    const rows = differences.filter(({ columns }) => columns.includes(name)).length;
    return [name, rows] as const;
  });
  return Object.fromEntries(counts.filter(([, rows]) => rows > 0));
}

/** The columns that every row of one revision has and no row of the other: a migration added or dropped them. */
function columnsOfOne(before: readonly RecordedRow[], after: readonly RecordedRow[]): string[] {
  if (before.length === 0 || after.length === 0) return [];
  const onlyIn = (some: readonly RecordedRow[], others: readonly RecordedRow[]) =>
    Object.keys(some[0]?.columns ?? {}).filter(
      (name) =>
        some.every(({ columns }) => name in columns) && !others.some(({ columns }) => name in columns),
    );
  return [...onlyIn(before, after), ...onlyIn(after, before)];
}

function differenceOf({
  key,
  before,
  after,
  uncompared,
}: Omit<RowDifference, 'columns'> & { uncompared: readonly string[] }): RowDifference | undefined {
  if (!before || !after) return { key, before, after, columns: [] };
  const names = [...new Set([...Object.keys(before.columns), ...Object.keys(after.columns)])];
  const columns = names.filter(
    (name) => !uncompared.includes(name) && !isDeepStrictEqual(before.columns[name], after.columns[name]),
  );
  return columns.length > 0 ? { key, before, after, columns } : undefined;
}

function byKey(kind: string, rows: readonly RecordedRow[]): Map<string, RecordedRow> {
  const found = new Map(rows.map((row) => [row.key, row]));
  if (found.size !== rows.length) throw new Error(`two rows of ${kind} have the same key`);
  return found;
}
