import { type Sex } from '@renwatch/aki';
import { type Queryable } from '../database/queryable';
import { pageColumns, toMs, type PageColumns } from './console-columns';

export interface MeasuredPoint {
  observedAtMs: number;
  umolPerL: number;
}

/** A patient whose newest alert stands, with what a list shows. */
export interface OpenAlertRow extends PageColumns {
  alertId: string;
  /** The newest about the result of the alert; level, source and baseline are its own: a result may be corrected. */
  decisionId: string;
  /** The patient that survived all merges. */
  patientId: string;
  mrn: string;
  authority: string;
  birthDate: string | null;
  sex: Sex;
  level: number;
  source: 'rule' | 'model' | null;
  raisedAtMs: number;
  /** As exact as it is stored, for the cursor. */
  raisedAt: string;
  baselineUmolPerL: number | null;
  /** Results with a value of the seven days up to the newest, oldest first. */
  week: readonly MeasuredPoint[];
}

/** The place of an alert in the list. */
export interface OpenAlertCursor {
  level: number;
  raisedAt: string;
  alertId: string;
}

export interface OpenAlertsOptions {
  /** Alerts that were raised in so many days. */
  days: number;
  /** The last alert of the part before. */
  after?: OpenAlertCursor | undefined;
  limit: number;
}

const OPEN = `
  WITH standing AS (
    SELECT coalesce(p.merged_into, p.id) AS survivor, a.id, a.created_at, a.published_at, n.id AS decision_id, n.level,
      n.source, n.baseline_umol_per_l
    FROM alerts a
    JOIN patients p ON p.id = a.patient_id
    JOIN decisions d ON d.id = a.decision_id
    CROSS JOIN LATERAL (
      SELECT * FROM decisions WHERE result_id = d.result_id ORDER BY revision DESC LIMIT 1) n
    WHERE a.created_at > now() - $1 * interval '1 day' AND n.level > 0
  ), newest AS (
    SELECT DISTINCT ON (survivor) * FROM standing ORDER BY survivor, created_at DESC, id DESC
  ), part AS (
    SELECT * FROM newest
    WHERE $2::smallint IS NULL OR (level, created_at, id) < ($2::smallint, $3::timestamptz, $4::uuid)
    ORDER BY level DESC, created_at DESC, id DESC
    LIMIT $5
  )
  SELECT n.id AS "alertId", n.decision_id AS "decisionId", n.survivor AS "patientId", s.mrn, s.authority,
    s.birth_date AS "birthDate", s.sex, n.level, n.source, ${toMs('n.created_at')} AS "raisedAtMs",
    n.created_at::text AS "raisedAt", n.baseline_umol_per_l AS "baselineUmolPerL", ${pageColumns('n', 'g')},
    coalesce(w.points, '[]') AS week
  FROM part n
  JOIN patients s ON s.id = n.survivor
  LEFT JOIN pages g ON g.alert_id = n.id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('observedAtMs', ${toMs('last.observed_at')},
      'umolPerL', last.umol_per_l::double precision) ORDER BY last.observed_at) AS points
    FROM (
      SELECT r.observed_at, r.umol_per_l, max(r.observed_at) OVER () AS newest_at
      FROM results r
      JOIN patients lp ON lp.id = r.patient_id
      WHERE (lp.id = n.survivor OR lp.merged_into = n.survivor) AND r.umol_per_l IS NOT NULL
      ORDER BY r.observed_at DESC
      LIMIT 40
    ) last
    WHERE last.observed_at >= last.newest_at - interval '7 days'
  ) w ON true
  ORDER BY n.level DESC, n.created_at DESC, n.id DESC`;

/** The worklist: patients whose newest alert stands. */
export const openAlertsRepository = {
  /** Returns a part of the list: the highest level first, then the newest alert. */
  list(db: Queryable, { days, after, limit }: OpenAlertsOptions): Promise<OpenAlertRow[]> {
    const { level = null, raisedAt = null, alertId = null } = after ?? {};
    return db.query<OpenAlertRow>(OPEN, [days, level, raisedAt, alertId, limit]);
  },
};
