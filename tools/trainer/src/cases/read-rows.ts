import { createReadStream } from 'node:fs';

import { CreatinineCsvError, type CreatinineCsvRow, readCreatinineCsv } from '@renwatch/datasets';

import { UsageError } from '../command-line/usage.error';
import { unreadable } from './read-text';

/** The rows of a creatinine CSV that has the given lead columns. @throws UsageError */
export async function readCsvRows(
  path: string,
  columns: readonly ('mrn' | 'age' | 'sex' | 'aki')[],
): Promise<CreatinineCsvRow[]> {
  const rows: CreatinineCsvRow[] = [];
  try {
    for await (const { row } of readCreatinineCsv(createReadStream(path), columns)) rows.push(row);
  } catch (cause) {
    if (cause instanceof CreatinineCsvError) throw new UsageError(`${path}: ${cause.message}`, { cause });
    throw unreadable(path, cause);
  }
  if (rows.length === 0) throw new UsageError(`${path}: it has no rows`);
  return rows;
}
