import { type Queryable } from '../database/queryable';
import { type DecisionRow } from './decision-row';

type Decided = Pick<DecisionRow, 'id' | 'resultId' | 'revision' | 'supersedes' | 'because' | 'level'>;

const RECORD = `
  INSERT INTO retractions (alert_id, decision_id, because)
  SELECT a.id, given.id, coalesce(given.because, 'unknown')
  FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, "resultId" uuid, revision integer, supersedes uuid, because text)
  JOIN decisions s ON s.id = given.supersedes AND s.level > 0
  JOIN decisions d ON d.result_id = given."resultId" AND d.revision < given.revision
  JOIN alerts a ON a.decision_id = d.id
  ON CONFLICT DO NOTHING`;

const AFTER_DELIVERY = `
  SELECT count(DISTINCT r.alert_id)::integer AS count
  FROM retractions r JOIN pages p ON p.alert_id = r.alert_id AND p.delivered_at IS NOT NULL`;

/** Alerts that a later decision took back, whether they were paged or not. */
export const retractionsRepository = {
  /** Records the alerts that these decisions take back. Call it after decisions and alerts are inserted. */
  async record(tx: Queryable, decisions: readonly Decided[]): Promise<void> {
    const revoking = decisions
      .filter(({ level, supersedes }) => level === 0 && supersedes !== null)
      .map(({ id, resultId, revision, supersedes, because }) => ({
        ...{ id, resultId, revision, supersedes, because },
      }));
    if (revoking.length > 0) await tx.query(RECORD, [JSON.stringify(revoking)]);
  },

  /** Counts the alerts that were taken back although they had been paged, or were paged afterwards. */
  async countAfterDelivery(db: Queryable): Promise<number> {
    const [row] = await db.query<{ count: number }>(AFTER_DELIVERY);
    return row?.count ?? 0;
  },
};
