import { type Queryable } from '../database/queryable';

/** Two patients that turned out to be one. Both are survivors until then, or one of them the other's. */
export interface MergeRow {
  /** The patient that stops being one of its own, with all numbers merged into it before. */
  patientId: string;
  intoId: string;
  /** ISO 8601. */
  sentAt: string;
  messageId: string;
  feed: string;
  receivedAt: string;
}

/** `merged_into` always names the survivor itself; where the survivor changes sides, it is nobody's any more. */
const MERGE = `
  UPDATE patients SET
    merged_into = CASE WHEN id = $2::uuid THEN NULL ELSE $2::uuid END,
    merged_at = CASE id WHEN $2::uuid THEN NULL WHEN $1::uuid THEN $3::timestamptz ELSE merged_at END
  WHERE id IN ($1, $2) OR merged_into = $1`;

const RECORD = `
  INSERT INTO merges (patient_id, into_id, sent_at, message_id, feed, received_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING`;

/** Which patients were merged, by which message. Rows are only ever added. */
export const mergesRepository = {
  /** Applies merges one after another. Both patients of each must be locked. */
  async apply(tx: Queryable, merges: readonly MergeRow[]): Promise<void> {
    for (const { patientId, intoId, sentAt, messageId, feed, receivedAt } of merges) {
      await tx.query(MERGE, [patientId, intoId, sentAt]);
      await tx.query(RECORD, [patientId, intoId, sentAt, messageId, feed, receivedAt]);
    }
  },
};
