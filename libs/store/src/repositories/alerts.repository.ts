import { type Queryable } from '../database/queryable';

export interface AlertRow {
  id: string;
  patientId: string;
  decisionId: string;
  /** The event as it is published. */
  record: object;
}

export interface UnpublishedAlert extends AlertRow {
  /** Trace context of its decision; null if that has none. */
  traceparent: string | null;
}

const INSERT = `
  INSERT INTO alerts (id, patient_id, decision_id, record)
  SELECT id, "patientId", "decisionId", record
  FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, "patientId" uuid, "decisionId" uuid, record jsonb)
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;

const MARK_PUBLISHED = `
  UPDATE alerts SET published_at = now() WHERE id = ANY ($1::uuid[]) AND published_at IS NULL`;

const CLAIM_UNPUBLISHED = `
  SELECT id, patient_id AS "patientId", decision_id AS "decisionId", record,
    (SELECT traceparent FROM decisions WHERE id = decision_id) AS traceparent
  FROM alerts
  WHERE published_at IS NULL AND (created_at <= now() - $1 * interval '1 millisecond' 
    OR created_at > clock_timestamp() + interval '1 second')
  ORDER BY created_at, id
  LIMIT $2
  FOR UPDATE SKIP LOCKED`;

/** Alerts as an outbox: committed with their decisions, published afterwards. */
export const alertsRepository = {
  /** Inserts alerts and returns the ids of the new ones; known ones stay unchanged. */
  async insert(tx: Queryable, alerts: readonly AlertRow[]): Promise<string[]> {
    if (alerts.length === 0) return [];
    return (await tx.query<{ id: string }>(INSERT, [JSON.stringify(alerts)])).map((row) => row.id);
  },

  async markPublished(db: Queryable, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await db.query(MARK_PUBLISHED, [[...ids]]);
  },

  /**
   * Returns unpublished alerts, oldest first, locked until the transaction ends; other transactions skip them. Alerts of
   * the future are among them: the server's clock was set back since.
   */
  claimUnpublished(
    tx: Queryable,
    options: { olderThanMs: number; limit: number },
  ): Promise<UnpublishedAlert[]> {
    return tx.query<UnpublishedAlert>(CLAIM_UNPUBLISHED, [options.olderThanMs, options.limit]);
  },

  async unpublishedCount(db: Queryable): Promise<number> {
    const [row] = await db.query<{ count: bigint }>('SELECT count(*) FROM alerts WHERE published_at IS NULL');
    return Number(row?.count ?? 0n);
  },
};
