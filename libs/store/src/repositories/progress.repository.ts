import { type Queryable } from '../database/queryable';

export interface ProgressRow {
  topic: string;
  partition: number;
  /** The first offset that is not processed. */
  nextOffset: bigint;
}

const ENSURE = `
  INSERT INTO progress (topic, partition, next_offset)
  SELECT topic, partition, next_offset
  FROM jsonb_to_recordset($1::jsonb) AS given (topic text, partition integer, next_offset bigint)
  ON CONFLICT DO NOTHING`;

const LOCK = `
  SELECT next_offset AS "nextOffset" FROM progress WHERE topic = $1 AND partition = $2 FOR UPDATE`;

/** Also creates the row, which saves the first batch of a partition a round trip. */
const ADVANCE = `
  INSERT INTO progress (topic, partition, next_offset) VALUES ($1, $2, $3)
  ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset, updated_at = now()`;

/** Progress of each partition: the fence that makes processing effectively once. */
export const progressRepository = {
  /** Creates missing rows. Call it before the first `lock`: a missing row cannot be locked. */
  async ensure(db: Queryable, rows: readonly ProgressRow[]): Promise<void> {
    const given = rows.map((row) => ({ ...row, nextOffset: undefined, next_offset: String(row.nextOffset) }));
    if (rows.length > 0) await db.query(ENSURE, [JSON.stringify(given)]);
  },

  /** Locks the partition until the transaction ends. Returns undefined if it has no row. */
  async lock(tx: Queryable, topic: string, partition: number): Promise<bigint | undefined> {
    const [row] = await tx.query<{ nextOffset: bigint }>(LOCK, [topic, partition]);
    return row?.nextOffset;
  },

  async advance(tx: Queryable, topic: string, partition: number, nextOffset: bigint): Promise<void> {
    await tx.query(ADVANCE, [topic, partition, String(nextOffset)]);
  },

  /** Writes the row as it is: what a batch writes last, to see if the database can. */
  async rewrite(tx: Queryable, topic: string, partition: number): Promise<void> {
    const sql = 'UPDATE progress SET next_offset = next_offset WHERE topic = $1 AND partition = $2';
    await tx.query(sql, [topic, partition]);
  },

  /**
   * Binds a topic's progress to a Kafka cluster on the first call and returns the bound cluster. Offsets of another
   * cluster would skip messages.
   */
  async bindCluster(db: Queryable, topic: string, clusterId: string): Promise<string> {
    const bind =
      'INSERT INTO topic_clusters (topic, cluster_id) VALUES ($1, $2) ON CONFLICT (topic) DO NOTHING';
    await db.query(bind, [topic, clusterId]);
    const find = 'SELECT cluster_id AS "clusterId" FROM topic_clusters WHERE topic = $1';
    const [row] = await db.query<{ clusterId: string }>(find, [topic]);
    return row?.clusterId ?? clusterId;
  },

  all(db: Queryable, topic: string): Promise<ProgressRow[]> {
    const sql = `SELECT topic, partition, next_offset AS "nextOffset" FROM progress WHERE topic = $1 ORDER BY partition`;
    return db.query<ProgressRow>(sql, [topic]);
  },
};
