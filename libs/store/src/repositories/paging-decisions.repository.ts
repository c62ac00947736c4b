import { type Queryable } from '../database/queryable';

/** A decision as paging policies read it. */
export interface PagingDecisionRow {
  /** The number that survived all merges. */
  patientId: string;
  /** The number that the result came under. */
  mrn: string;
  resultId: string;
  observedAt: string;
  observedLocal: string;
  level: number;
  /** Null if the result was withdrawn. */
  umolPerL: number | null;
  baselineUmolPerL: number | null;
  alerted: boolean;
  decidedAt: string;
}

const ALERTED_PATIENTS = `
  SELECT DISTINCT coalesce(p.merged_into, p.id) AS "patientId"
  FROM decisions d JOIN patients p ON p.id = d.patient_id
  WHERE d.alerted AND d.decided_at >= $1
  ORDER BY 1`;

const OF_PATIENTS = `
  SELECT coalesce(p.merged_into, p.id) AS "patientId", p.mrn, d.result_id AS "resultId",
    d.observed_at AS "observedAt", r.observed_local AS "observedLocal", d.level,
    CASE WHEN d.criterion <> 'retracted' THEN v.umol_per_l::double precision END AS "umolPerL",
    d.baseline_umol_per_l AS "baselineUmolPerL", d.alerted, d.decided_at AS "decidedAt"
  FROM patients s
  JOIN patients p ON p.id = s.id OR p.merged_into = s.id
  JOIN results r ON r.patient_id = p.id
  JOIN decisions d ON d.result_id = r.id
  JOIN result_revisions v ON v.result_id = d.result_id AND v.revision = d.result_revision
  WHERE s.id = ANY ($1::uuid[]) AND d.decided_at >= $2
  -- Decisions of one batch can have one time: then in the order in which most results are taken.
  ORDER BY 1, d.decided_at, d.received_at, d.observed_at, d.result_id, d.revision`;

/** Patients in one query: each has some hundred decisions. */
const PATIENTS_READ = 50;

/** Decisions of patients with alerts, to count what another paging policy would have paged. */
export const pagingDecisionsRepository = {
  /** Returns the decisions of each patient with an alert made since a moment, in order, a list for each patient. */
  async *since(db: Queryable, { sinceIso }: { sinceIso: string }): AsyncGenerator<PagingDecisionRow[]> {
    const patients = await db.query<{ patientId: string }>(ALERTED_PATIENTS, [sinceIso]);
    for (let from = 0; from < patients.length; from += PATIENTS_READ) {
      const ids = patients.slice(from, from + PATIENTS_READ).map(({ patientId }) => patientId);
      const rows = await db.query<PagingDecisionRow>(OF_PATIENTS, [ids, sinceIso]);
      for (const id of ids) yield rows.filter(({ patientId }) => patientId === id);
    }
  },
};
