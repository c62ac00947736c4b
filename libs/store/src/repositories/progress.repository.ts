import { type Queryable } from '../database/queryable';

/** A record that was counted. If the log has another one at its offset, the log is not the one that was counted. */
export interface Checkpoint {
  readonly offset: bigint;
  /** Made from the record's value. */
  readonly recordId: string;
  /** Null if Kafka's client did not say it. */
  readonly leaderEpoch: number | null;
}

/** How far a partition is processed. */
export interface Progress {
  /** The first offset that is not processed. */
  readonly nextOffset: bigint;
  /** Some of the records before it, newest first. Versions that know no trail leave it as it is when they advance. */
  readonly trail: readonly Checkpoint[];
}

export interface ProgressRow extends Progress {
  readonly topic: string;
  readonly partition: number;
}

/** Offsets are text, because a JSON number may not hold them. */
interface StoredProgress {
  nextOffset: bigint;
  trail: { offset: string; recordId: string; leaderEpoch: number | null }[];
}

const ENSURE = `
  INSERT INTO progress (topic, partition, next_offset)
  SELECT topic, partition, next_offset
  FROM jsonb_to_recordset($1::jsonb) AS given (topic text, partition integer, next_offset bigint)
  ON CONFLICT DO NOTHING`;

const LOCK = `
  SELECT next_offset AS "nextOffset", trail FROM progress WHERE topic = $1 AND partition = $2 FOR UPDATE`;

/** Also creates the row, which saves the first batch of a partition a round trip. */
const ADVANCE = `
  INSERT INTO progress (topic, partition, next_offset, trail) VALUES ($1, $2, $3, $4::jsonb)
  ON CONFLICT (topic, partition) DO UPDATE
    SET next_offset = excluded.next_offset, trail = excluded.trail, updated_at = now()`;

const ALL = `
  SELECT topic, partition, next_offset AS "nextOffset", trail FROM progress WHERE topic = $1 ORDER BY partition`;

/** Progress of each partition: the fence that makes processing effectively once. */
export const progressRepository = {
  /** Creates missing rows. Call it before the first `lock`: a missing row cannot be locked. */
  async ensure(db: Queryable, rows: readonly Omit<ProgressRow, 'trail'>[]): Promise<void> {
    const given = rows.map(({ topic, partition, nextOffset }) => ({
      topic,
      partition,
      next_offset: String(nextOffset),
    }));
    if (rows.length > 0) await db.query(ENSURE, [JSON.stringify(given)]);
  },

  /** Locks the partition until the transaction ends. Returns undefined if it has no row. */
  async lock(tx: Queryable, topic: string, partition: number): Promise<Progress | undefined> {
    const [row] = await tx.query<StoredProgress>(LOCK, [topic, partition]);
    return row && progressOf(row);
  },

  /** Also takes progress back, if the offset is lower. */
  async advance(tx: Queryable, { topic, partition, nextOffset, trail }: ProgressRow): Promise<void> {
    const stored = trail.map((checkpoint) => ({ ...checkpoint, offset: String(checkpoint.offset) }));
    await tx.query(ADVANCE, [topic, partition, String(nextOffset), JSON.stringify(stored)]);
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

  async all(db: Queryable, topic: string): Promise<ProgressRow[]> {
    const rows = await db.query<StoredProgress & { topic: string; partition: number }>(ALL, [topic]);
    return rows.map((row) => ({ ...row, ...progressOf(row) }));
  },
};

function progressOf({ nextOffset, trail }: StoredProgress): Progress {
  return { nextOffset, trail: trail.map((stored) => ({ ...stored, offset: BigInt(stored.offset) })) };
}
