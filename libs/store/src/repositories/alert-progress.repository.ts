import { type Queryable } from '../database/queryable';

/** An alert and what became of its page. Times are ISO 8601. */
export interface AlertProgress {
  decisionId: string;
  level: number;
  /** Null: not yet published to Kafka. */
  publishedAt: string | null;
  /** Null: the pager has not taken the alert yet. */
  page: {
    attempts: number;
    deliveredAt: string | null;
    refusedAt: string | null;
    /** Null: the alert stood when the page was last due. */
    retractedAt: string | null;
    /** Cause of the decision that retracted it. */
    retraction: string | null;
    lastError: string | null;
  } | null;
  /** The newest decision that took the alert back, paged or not; null if none did. */
  retraction: { at: string; because: string } | null;
}

const OF_DECISIONS = `
  SELECT a.decision_id AS "decisionId", d.level, a.published_at AS "publishedAt",
    CASE WHEN p.alert_id IS NOT NULL THEN jsonb_build_object('attempts', p.attempts, 'deliveredAt', p.delivered_at,
      'refusedAt', p.refused_at, 'retractedAt', p.retracted_at, 'retraction', p.retraction,
      'lastError', p.last_error) END AS page,
    (SELECT jsonb_build_object('at', recorded_at, 'because', because) FROM retractions r
      WHERE r.alert_id = a.id ORDER BY recorded_at DESC LIMIT 1) AS retraction
  FROM alerts a
  JOIN decisions d ON d.id = a.decision_id
  LEFT JOIN pages p ON p.alert_id = a.id
  WHERE a.decision_id = ANY ($1::uuid[])
  ORDER BY a.created_at, a.id`;

/** Reads alerts with the state of their pages, oldest first. */
export const alertProgressRepository = {
  ofDecisions(db: Queryable, decisionIds: readonly string[]): Promise<AlertProgress[]> {
    return db.query<AlertProgress>(OF_DECISIONS, [[...decisionIds]]);
  },
};
