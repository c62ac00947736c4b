import { type Queryable } from '../database/queryable';
import { decisionColumns } from './decision-columns';
import { type RecordedDecision } from './recorded-decision';

const RECORDED = `
  SELECT ${decisionColumns.selected}, p.authority, p.mrn, v.comparator, r.observed_local AS "observedLocal",
    r.order_number AS "order", v.umol_per_l AS "umolPerL", v.status,
    coalesce((SELECT max(e.level) FROM decisions e
      WHERE e.result_id = d.result_id AND e.revision < d.revision AND e.alerted), 0) AS "alertedBefore",
    NOT EXISTS (SELECT FROM results l
      JOIN patients lp ON lp.id = l.patient_id
      WHERE (lp.id = coalesce(p.merged_into, p.id) OR lp.merged_into = coalesce(p.merged_into, p.id))
        AND l.analyte = r.analyte AND l.observed_at > r.observed_at) AS "isLast",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'revision', g.revision, 'umolPerL', gv.umol_per_l::text,
        'observedAt', gr.observed_at, 'comparator', gv.comparator) ORDER BY g.place)
      FROM unnest(d.history, d.history_revisions) WITH ORDINALITY AS g (id, revision, place)
      JOIN results gr ON gr.id = g.id
      JOIN result_revisions gv ON gv.result_id = g.id AND gv.revision = g.revision), '[]') AS grounds
  FROM decisions d
  JOIN results r ON r.id = d.result_id
  JOIN patients p ON p.id = r.patient_id
  JOIN result_revisions v ON v.result_id = d.result_id AND v.revision = d.result_revision`;

const SINCE_PAGE = `${RECORDED}
  WHERE (d.decided_at, d.id) > ($1::timestamptz, $2::uuid)
  ORDER BY d.decided_at, d.id
  LIMIT $3`;

const OF_PATIENT = `${RECORDED}
  WHERE p.id = $1 OR p.merged_into = $1
  ORDER BY d.observed_at, d.result_id, d.revision`;

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';
const DEFAULT_PAGE_ROWS = 500;

/** Decisions with their grounds, for explaining or repeating them. */
export const recordedDecisionsRepository = {
  /** Returns decisions made after a moment, in order, one page at a time. */
  async *since(
    db: Queryable,
    { sinceIso, pageRows = DEFAULT_PAGE_ROWS }: { sinceIso: string; pageRows?: number },
  ): AsyncGenerator<RecordedDecision[]> {
    let after = { decidedAt: sinceIso, id: LOWEST_ID };
    for (;;) {
      const page = await db.query<RecordedDecision>(SINCE_PAGE, [after.decidedAt, after.id, pageRows]);
      if (page.length > 0) yield page;
      if (page.length < pageRows) return;
      after = page.at(-1) ?? after;
    }
  },

  /** Returns all decisions about a patient under any number, by time, then result, then revision. */
  ofPatient(db: Queryable, survivorId: string): Promise<RecordedDecision[]> {
    return db.query<RecordedDecision>(OF_PATIENT, [survivorId]);
  },
};
