import { type Queryable } from '../database/queryable';

/** Two patients that turned out to be the same. Each is a survivor until then, or merged into the other. */
export interface MergeRow {
  /** The patient that is merged away, with all numbers merged into it before. */
  patientId: string;
  intoId: string;
  /** ISO 8601. */
  sentAt: string;
  messageId: string;
  feed: string;
  receivedAt: string;
}

/** Keeps `merged_into` pointing at the survivor itself; a number that becomes the survivor points at none. */
const MERGE = `
  UPDATE patients SET
    merged_into = CASE WHEN id = $2::uuid THEN NULL ELSE $2::uuid END,
    merged_at = CASE id WHEN $2::uuid THEN NULL WHEN $1::uuid THEN $3::timestamptz ELSE merged_at END
  WHERE id IN ($1, $2) OR merged_into = $1`;

const RECORD = `
  INSERT INTO merges (patient_id, into_id, sent_at, message_id, feed, received_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING`;

/** Merges of patients, with their messages. Rows are only added. */
export const mergesRepository = {
  /** Applies merges one after another. Both patients of each must be locked. */
  async apply(tx: Queryable, merges: readonly MergeRow[]): Promise<void> {
    for (const { patientId, intoId, sentAt, messageId, feed, receivedAt } of merges) {
      await tx.query(MERGE, [patientId, intoId, sentAt]);
      await tx.query(RECORD, [patientId, intoId, sentAt, messageId, feed, receivedAt]);
    }
  },
};
