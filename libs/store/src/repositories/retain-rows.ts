import { type Database } from '../database/database';
import { type RowCounts } from './erasures.repository';
import { retentionRepository, type RetainedRows } from './retention.repository';

export interface RetainRowsOptions {
  rows: RetainedRows;
  days: number;
  now: Date;
  /** Counts, and removes nothing. */
  isTrial?: boolean;
  /** Rows of the table that one transaction looks at. Default 500. */
  sliceRows?: number;
}

/**
 * Least ages in days. Decisions: a result is used for a year, by decisions that may themselves be made a year late. Pages:
 * alerts stay on Kafka for 30 days, and a page may be due again for 30 days after its retraction.
 */
export const LEAST_DAYS: Readonly<Record<RetainedRows, number>> = {
  patients: 731,
  decisions: 731,
  pages: 90,
};

const DAY_MS = 86_400_000;
const DEFAULT_SLICE_ROWS = 500;

/**
 * Removes rows older than so many days. Returns the number removed by table, without tables that lost none. Each slice of
 * the table is a transaction of its own, so that services wait only for a moment. After an interruption, the next run does
 * the rest.
 * @throws RangeError below the least age
 */
export async function retainRows(db: Database, options: RetainRowsOptions): Promise<RowCounts> {
  const { rows, days, now, isTrial = false, sliceRows: limit = DEFAULT_SLICE_ROWS } = options;
  if (!(days >= LEAST_DAYS[rows]))
    throw new RangeError(`${rows} are kept for at least ${LEAST_DAYS[rows]} days`);
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  const total: Record<string, number> = {};
  let after: string | null = null;
  do {
    const { last, counts } = await retentionRepository.slice(db, { rows, before, after, limit, isTrial });
    for (const [table, count] of Object.entries(counts))
      if (count > 0) total[table] = (total[table] ?? 0) + count;
    after = last;
  } while (after !== null);
  return total;
}
