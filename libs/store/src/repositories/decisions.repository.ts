import { type Queryable } from '../database/queryable';
import { decisionColumns } from './decision-columns';
import { type DecisionRow } from './decision-row';
import { inSlices } from './in-slices';
import { NIL_ID } from './nil-id';

/** The newest decision about a result, with what identifies patient and result to a person. */
export interface LatestDecision extends DecisionRow {
  authority: string;
  mrn: string;
  observedLocal: string;
  order: string;
  umolPerL: string | null;
}

const INSERT = `
  INSERT INTO decisions (${decisionColumns.names})
  SELECT ${decisionColumns.given}
  FROM jsonb_to_recordset($1::jsonb) AS given (${decisionColumns.definition})`;

const LATEST_PAGE = `
  SELECT ${decisionColumns.selected}, p.authority, p.mrn, r.observed_local AS "observedLocal",
    r.order_number AS "order", r.umol_per_l AS "umolPerL"
  FROM results r
  CROSS JOIN LATERAL (SELECT * FROM decisions WHERE result_id = r.id ORDER BY revision DESC LIMIT 1) d
  JOIN patients p ON p.id = r.patient_id
  WHERE r.id > $1::uuid
  ORDER BY r.id
  LIMIT $2`;

const DEFAULT_PAGE_ROWS = 1_000;

/** Decisions and their grounds. Rows are only added. */
export const decisionsRepository = {
  /** Records decisions, after their results. The same revision about a result twice is refused (23505). */
  insert(tx: Queryable, decisions: readonly DecisionRow[]): Promise<void> {
    return inSlices(decisions, (rows) => tx.query(INSERT, [rows]));
  },

  /** The newest decision about every result that has one, by result id, a page at a time: for tools. */
  async *latestForAll(db: Queryable, { pageRows = DEFAULT_PAGE_ROWS } = {}): AsyncGenerator<LatestDecision> {
    let after = NIL_ID;
    for (;;) {
      const page = await db.query<LatestDecision>(LATEST_PAGE, [after, pageRows]);
      yield* page;
      if (page.length < pageRows) return;
      after = page.at(-1)?.resultId ?? after;
    }
  },

  async count(db: Queryable): Promise<number> {
    const [row] = await db.query<{ count: bigint }>('SELECT count(*) FROM decisions');
    return Number(row?.count ?? 0n);
  },
};
