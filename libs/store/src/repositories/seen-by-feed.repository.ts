import { type Queryable } from '../database/queryable';

/** A message type or a result code that a feed has sent: no value and no patient. */
export interface SeenByFeed {
  feed: string;
  kind: 'message-type' | 'result-code';
  /** The message type, or OBX-3.1. */
  code: string;
  /** Empty for a message type, as are unit and name. */
  system: string;
  unit: string;
  name: string;
  isRead: boolean;
  /** Why it is not read; null for a code that does not look like creatinine. */
  reason: string | null;
  count: number;
  /** ISO instant. */
  lastSeenAt: string;
}

const ADD = `
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[],
    $8::text[], $9::bigint[], $10::timestamptz[])
    AS row (feed, kind, code, system, unit, name, is_read, reason, count, last_seen_at)
), known AS (
  SELECT given.*, seen.feed IS NOT NULL AS exists FROM given
  LEFT JOIN seen_by_feed seen USING (feed, kind, code, system, unit)
), kept AS (
  SELECT known.*,
    row_number() OVER (PARTITION BY feed, exists ORDER BY kind, reason IS NULL, code, system, unit) AS place
  FROM known
)
INSERT INTO seen_by_feed AS seen (feed, kind, code, system, unit, name, is_read, reason, count, last_seen_at)
SELECT feed, kind, code, system, unit, name, is_read, reason, count, last_seen_at FROM kept
WHERE exists OR place + (SELECT count(*) FROM seen_by_feed other WHERE other.feed = kept.feed) <= $11
ORDER BY feed, kind, code, system, unit
ON CONFLICT (feed, kind, code, system, unit) DO UPDATE SET
  name = excluded.name, is_read = excluded.is_read, reason = excluded.reason,
  count = seen.count + excluded.count, last_seen_at = greatest(seen.last_seen_at, excluded.last_seen_at)
RETURNING 1`;

export const seenByFeedRepository = {
  /**
   * Adds rows, each key once, to what is known. At most `maxRowsPerFeed` are kept for each feed; those that may be
   * creatinine go first.
   * @returns the number of rows that were not kept
   */
  async add(
    db: Queryable,
    rows: readonly SeenByFeed[],
    { maxRowsPerFeed }: { maxRowsPerFeed: number },
  ): Promise<number> {
    const column = <K extends keyof SeenByFeed>(key: K) => rows.map((row) => row[key]);
    const texts = (['feed', 'kind', 'code', 'system', 'unit', 'name'] as const).map(column);
    const rest = (['isRead', 'reason', 'count', 'lastSeenAt'] as const).map((key) => column(key));
    const kept = await db.query(ADD, [...texts, ...rest, maxRowsPerFeed]);
    return rows.length - kept.length;
  },

  /** All rows, by feed; those that may be creatinine and are not read first. */
  async all(db: Queryable): Promise<SeenByFeed[]> {
    const rows = await db.query<Omit<SeenByFeed, 'count'> & { count: bigint }>(
      `SELECT feed, kind, code, system, unit, name, is_read AS "isRead", reason, count, last_seen_at AS "lastSeenAt"
       FROM seen_by_feed
       ORDER BY feed, is_read OR reason IS NULL, kind DESC, count DESC, code, system, unit`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  },
};
