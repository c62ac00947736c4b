import { type CreatinineCsvRow, CreatinineCsvError, CreatinineCsvReader } from '@renwatch/aki';

import { UsageError } from '../args/usage.error';
import { readLines } from './read-text';

/** The rows of a creatinine CSV that has the given lead columns. @throws UsageError */
export function readCsvRows(
  path: string,
  columns: readonly ('mrn' | 'age' | 'sex' | 'aki')[],
): CreatinineCsvRow[] {
  const [header = '', ...lines] = readLines(path);
  const reader = openReader(path, header);
  const missing = columns.filter((column) => !reader.has(column));
  if (missing.length > 0) throw new UsageError(`${path}: the header lacks ${missing.join(', ')}`);
  const rows = lines.flatMap((line) => reader.parseLine(line) ?? []);
  if (rows.length === 0) throw new UsageError(`${path}: it has no rows`);
  return rows;
}

function openReader(path: string, header: string): CreatinineCsvReader {
  try {
    return new CreatinineCsvReader(header);
  } catch (cause) {
    if (cause instanceof CreatinineCsvError) throw new UsageError(`${path}: ${cause.message}`, { cause });
    throw cause;
  }
}
