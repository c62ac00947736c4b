import { type Queryable } from '../database/queryable';

/** A message that merges two patients. Each is a survivor until then, or merged into the other. */
export interface MergeRow {
  /** The patient that is merged away, with all numbers merged into it before. */
  patientId: string;
  intoId: string;
  /** ISO 8601. */
  sentAt: string;
  messageId: string;
  feed: string;
  receivedAt: string;
  /** False if a later message said otherwise before: it is recorded only. */
  isApplied: boolean;
}

/** Keeps `merged_into` pointing at the survivor itself; a number that becomes the survivor points at none. */
const MERGE = `
  UPDATE patients SET
    merged_into = CASE WHEN id = $2::uuid THEN NULL ELSE $2::uuid END,
    merged_at = CASE id WHEN $2::uuid THEN NULL WHEN $1::uuid THEN $3::timestamptz ELSE merged_at END,
    merged_received_at = CASE id WHEN $2::uuid THEN NULL WHEN $1::uuid THEN $4::timestamptz
      ELSE merged_received_at END,
    merged_message_id = CASE id WHEN $2::uuid THEN NULL WHEN $1::uuid THEN $5 ELSE merged_message_id END
  WHERE id IN ($1, $2) OR merged_into = $1`;

const RECORD = `
  INSERT INTO merges (patient_id, into_id, sent_at, message_id, feed, received_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING`;

const RECORDED = `SELECT DISTINCT message_id AS "messageId" FROM merges WHERE message_id = ANY ($1::text[])`;

/** Merges of patients, with their messages. Rows are only added. */
export const mergesRepository = {
  /** Records merges, and applies them one after another. Both patients of each must be locked. */
  async apply(tx: Queryable, merges: readonly MergeRow[]): Promise<void> {
    for (const { patientId, intoId, sentAt, messageId, feed, receivedAt, isApplied } of merges) {
      if (isApplied) await tx.query(MERGE, [patientId, intoId, sentAt, receivedAt, messageId]);
      await tx.query(RECORD, [patientId, intoId, sentAt, messageId, feed, receivedAt]);
    }
  },

  /** Returns which of these messages were recorded before. */
  async recorded(tx: Queryable, messageIds: readonly string[]): Promise<Set<string>> {
    if (messageIds.length === 0) return new Set();
    const rows = await tx.query<{ messageId: string }>(RECORDED, [[...messageIds]]);
    return new Set(rows.map(({ messageId }) => messageId));
  },
};
