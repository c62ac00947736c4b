import { type Queryable } from '../database/queryable';
import { toMs } from './console-columns';

/** How much was done in the last 24 hours, and what waits. Names no patient. */
export interface Activity {
  waiting: number;
  oldestWaitingAtMs: number | null;
  deliveredLastDay: number;
  refusedLastDay: number;
  decisionsLastDay: number;
  alertsLastDay: number;
  lastDecisionAtMs: number | null;
}

/** A decision or a delivered page. */
export interface RecentChange {
  /** Tells changes apart. */
  key: string;
  /** The patient that survived all merges. */
  patientId: string;
}

const ACTIVITY = `
  SELECT w.waiting, w.oldest AS "oldestWaitingAtMs",
    (SELECT count(*)::integer FROM pages WHERE delivered_at > now() - interval '1 day') AS "deliveredLastDay",
    (SELECT count(*)::integer FROM pages WHERE refused_at > now() - interval '1 day') AS "refusedLastDay",
    (SELECT count(*)::integer FROM decisions WHERE decided_at > now() - interval '1 day') AS "decisionsLastDay",
    (SELECT count(*)::integer FROM alerts WHERE created_at > now() - interval '1 day') AS "alertsLastDay",
    (SELECT ${toMs('max(decided_at)')} FROM decisions) AS "lastDecisionAtMs"
  FROM (
    SELECT count(*)::integer AS waiting, ${toMs('min(decided_at)')} AS oldest FROM pages
    WHERE delivered_at IS NULL AND refused_at IS NULL AND retracted_at IS NULL) w`;

const CHANGES = `
  (SELECT 'decision ' || d.id AS key, coalesce(p.merged_into, p.id) AS "patientId"
  FROM decisions d JOIN patients p ON p.id = d.patient_id
  WHERE d.decided_at > now() - $1 * interval '1 ms'
  ORDER BY d.decided_at DESC LIMIT $2)
  UNION ALL
  (SELECT 'page ' || g.alert_id, coalesce(p.merged_into, p.id)
  FROM pages g JOIN alerts a ON a.id = g.alert_id JOIN patients p ON p.id = a.patient_id
  WHERE g.delivered_at > now() - $1 * interval '1 ms'
  ORDER BY g.delivered_at DESC LIMIT $2)`;

export const activityRepository = {
  async read(db: Queryable): Promise<Activity> {
    const [row] = await db.query<Activity>(ACTIVITY);
    if (!row) throw new TypeError('an aggregate without groups has one row');
    return row;
  },

  /**
   * Returns the decisions and delivered pages of the last moments, at most `limit` of each. Their times were taken before
   * they were committed, so a reader asks for an overlap and tells by the keys what is new.
   */
  changes(db: Queryable, { lastMs, limit }: { lastMs: number; limit: number }): Promise<RecentChange[]> {
    return db.query<RecentChange>(CHANGES, [lastMs, limit]);
  },
};
