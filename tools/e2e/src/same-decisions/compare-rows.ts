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
  /** The columns that differ; empty for a row that only one revision has. */
  columns: string[];
}

export interface KindComparison {
  kind: string;
  before: number;
  after: number;
  equal: number;
  differences: RowDifference[];
}

/**
 * Compares two runs row by row. Rows are matched by key: the order in which they were written does not count.
 * @throws Error if two rows of one kind share a key
 */
export function compareRows(before: RecordedRows, after: RecordedRows): KindComparison[] {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return kinds.map((kind) => {
    const old = byKey(kind, before[kind] ?? []);
    const current = byKey(kind, after[kind] ?? []);
    const keys = [...new Set([...old.keys(), ...current.keys()])];
    const differences = keys.flatMap((key) => differenceOf(key, old.get(key), current.get(key)) ?? []);
    return {
      kind,
      before: old.size,
      after: current.size,
      equal: keys.length - differences.length,
      differences,
    };
  });
}

function differenceOf(
  key: string,
  before: RecordedRow | undefined,
  after: RecordedRow | undefined,
): RowDifference | undefined {
  if (!before || !after) return { key, before, after, columns: [] };
  const names = [...new Set([...Object.keys(before.columns), ...Object.keys(after.columns)])];
  const columns = names.filter((name) => !isDeepStrictEqual(before.columns[name], after.columns[name]));
  return columns.length > 0 ? { key, before, after, columns } : undefined;
}

function byKey(kind: string, rows: readonly RecordedRow[]): Map<string, RecordedRow> {
  const found = new Map(rows.map((row) => [row.key, row]));
  if (found.size !== rows.length) throw new Error(`two rows of ${kind} have the same key`);
  return found;
}
