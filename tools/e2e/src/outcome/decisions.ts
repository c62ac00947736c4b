import { type Database } from '@renwatch/store';

/** Selects every revision of every decision, without columns that depend on the clock. */
export const DECISIONS = `
  SELECT p.mrn, r.observed_local AS "observedLocal", r.umol_per_l AS "umolPerL", d.revision, d.stage, d.criterion,
    d.probability, d.level, d.source,
    (SELECT coalesce(array_agg(l.result_id ORDER BY l.place), '{}') FROM look_back(d) l) AS history
  FROM decisions d
  JOIN results r ON r.id = d.result_id
  JOIN patients p ON p.id = d.patient_id
  ORDER BY d.result_id, d.revision`;

export interface Decided {
  mrn: string;
  observedLocal: string;
  stage: number;
  level: number;
  [column: string]: unknown;
}

export function decisionsIn(db: Database): Promise<Decided[]> {
  return db.query<Decided>(DECISIONS);
}

export async function countDecisions(db: Database): Promise<number> {
  const [row] = await db.query<{ count: bigint }>('SELECT count(*) FROM decisions').catch(() => []);
  return Number(row?.count ?? 0);
}
