import { type Sex } from '@renwatch/aki';
import { type Queryable } from '../database/queryable';
import { pageColumns, toMs, type PageColumns } from './console-columns';

/** A patient that survived all merges. */
export interface PatientPageRow {
  id: string;
  mrn: string;
  authority: string;
  birthDate: string | null;
  sex: Sex;
  /** How many numbers were merged into this one. */
  mergedNumbers: number;
}

/** A result as it stands, with the newest decision about it: null in the last five fields if there is none. */
export interface PatientResultRow {
  id: string;
  observedAtMs: number;
  observedLocal: string;
  umolPerL: number | null;
  comparator: string;
  status: string;
  revision: number;
  decisionId: string | null;
  stage: number | null;
  level: number | null;
  alerted: boolean | null;
  baselineUmolPerL: number | null;
}

export interface PatientAlertRow extends PageColumns {
  id: string;
  /** The newest about its result while the alert stands, else that which raised it; level and source are its own. */
  decisionId: string;
  level: number;
  source: 'rule' | 'model' | null;
  raisedAtMs: number;
  stands: boolean;
}

const PATIENT = `
  SELECT s.id, s.mrn, s.authority, s.birth_date AS "birthDate", s.sex,
    (SELECT count(*)::integer FROM patients m WHERE m.merged_into = s.id) AS "mergedNumbers"
  FROM patients p
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)
  WHERE p.id = $1`;

const NUMBERS = 'SELECT id FROM patients WHERE id = $1 OR merged_into = $1';

const RESULTS = `
  SELECT r.id, ${toMs('r.observed_at')} AS "observedAtMs", r.observed_local AS "observedLocal",
    r.umol_per_l::double precision AS "umolPerL", r.comparator, r.status, r.revision, d.id AS "decisionId", d.stage,
    d.level, d.alerted, d.baseline_umol_per_l AS "baselineUmolPerL"
  FROM results r
  LEFT JOIN LATERAL (
    SELECT * FROM decisions n WHERE n.result_id = r.id ORDER BY n.revision DESC LIMIT 1) d ON true
  WHERE r.patient_id IN (${NUMBERS})
  ORDER BY r.observed_at DESC, r.id
  LIMIT $2`;

const ALERTS = `
  SELECT a.id, s.id AS "decisionId", s.level, s.source, ${toMs('a.created_at')} AS "raisedAtMs", n.level > 0 AS stands,
    ${pageColumns('a', 'g')}
  FROM decisions d
  JOIN alerts a ON a.decision_id = d.id
  CROSS JOIN LATERAL (
    SELECT * FROM decisions WHERE result_id = d.result_id ORDER BY revision DESC LIMIT 1) n
  JOIN decisions s ON s.id = CASE WHEN n.level > 0 THEN n.id ELSE d.id END
  LEFT JOIN pages g ON g.alert_id = a.id
  WHERE d.patient_id IN (${NUMBERS}) AND d.alerted
  ORDER BY a.created_at DESC, a.id
  LIMIT $2`;

/** Rows of the page about one patient, under every number that the patient had. */
export const patientPageRepository = {
  /** Returns the patient that a number belongs to; undefined if there is none. */
  async find(db: Queryable, id: string): Promise<PatientPageRow | undefined> {
    const [patient] = await db.query<PatientPageRow>(PATIENT, [id]);
    return patient;
  },

  /** Returns the newest results first. @param id of the survivor */
  results(db: Queryable, id: string, { limit }: { limit: number }): Promise<PatientResultRow[]> {
    return db.query<PatientResultRow>(RESULTS, [id, limit]);
  },

  /** Returns the newest alerts first. @param id of the survivor */
  alerts(db: Queryable, id: string, { limit }: { limit: number }): Promise<PatientAlertRow[]> {
    return db.query<PatientAlertRow>(ALERTS, [id, limit]);
  },
};
