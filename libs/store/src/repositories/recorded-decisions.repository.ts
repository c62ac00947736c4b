import { type Queryable } from '../database/queryable';
import { decisionColumns } from './decision-columns';
import { lookBacksRepository } from './look-backs.repository';
import { type GroundedDecision, type RecordedDecision } from './recorded-decision';
import { NIL_ID } from './nil-id';

const RECORDED = `
  SELECT ${decisionColumns.selected}, p.authority, p.mrn, v.comparator, r.observed_local AS "observedLocal",
    r.order_number AS "order", v.umol_per_l AS "umolPerL", v.status,
    coalesce(d.look_back_count, cardinality(d.history)) AS "groundCount",
    coalesce((SELECT max(e.level) FROM decisions e
      WHERE e.result_id = d.result_id AND e.revision < d.revision AND e.alerted), 0) AS "alertedBefore",
    NOT EXISTS (SELECT FROM results l
      JOIN patients lp ON lp.id = l.patient_id
      WHERE (lp.id = coalesce(p.merged_into, p.id) OR lp.merged_into = coalesce(p.merged_into, p.id))
        AND l.analyte = r.analyte AND l.observed_at > r.observed_at) AS "isLast"
  FROM decisions d
  JOIN results r ON r.id = d.result_id
  JOIN patients p ON p.id = r.patient_id
  JOIN result_revisions v ON v.result_id = d.result_id AND v.revision = d.result_revision`;

const SINCE_PAGE = `${RECORDED}
  WHERE (d.decided_at, d.id) > ($1::timestamptz, $2::uuid)
  ORDER BY d.decided_at, d.id
  LIMIT $3`;

const BY_IDS = `${RECORDED}
  WHERE d.id = ANY ($1::uuid[])
  ORDER BY d.observed_at, d.result_id, d.revision`;

const TIMES_PAGE = `
  SELECT d.id, d.result_id AS "resultId", d.revision, d.observed_at AS "observedAt", r.observed_local AS "observedLocal"
  FROM decisions d
  JOIN results r ON r.id = d.result_id
  JOIN patients p ON p.id = r.patient_id
  WHERE (p.id = $1 OR p.merged_into = $1)
    AND (d.observed_at, d.result_id, d.revision) > ($2::timestamptz, $3::uuid, $4::integer)
  ORDER BY d.observed_at, d.result_id, d.revision
  LIMIT $5`;

/** The result and time of a decision. */
export type DecisionTime = Pick<
  RecordedDecision,
  'id' | 'resultId' | 'revision' | 'observedAt' | 'observedLocal'
>;

const DEFAULT_PAGE_ROWS = 500;
/** Bounds the earlier results in memory: each decision may have thousands. */
const MAX_GROUNDS = 20_000;

/** Decisions with their grounds, for explaining or repeating them. */
export const recordedDecisionsRepository = {
  /** Returns decisions made after a moment, in order, a page at a time; a page holds at least one. */
  async *since(
    db: Queryable,
    { sinceIso, pageRows = DEFAULT_PAGE_ROWS, maxGrounds = MAX_GROUNDS }: SinceOptions,
  ): AsyncGenerator<GroundedDecision[]> {
    let after = { decidedAt: sinceIso, id: NIL_ID };
    for (;;) {
      const page = await db.query<RecordedDecision>(SINCE_PAGE, [after.decidedAt, after.id, pageRows]);
      for (const part of divided(page, maxGrounds)) {
        const grounds = await lookBacksRepository.of(
          db,
          part.map(({ id }) => id),
        );
        yield part.map((decision) => ({ ...decision, grounds: grounds.get(decision.id) ?? [] }));
      }
      if (page.length < pageRows) return;
      after = page.at(-1) ?? after;
    }
  },

  /** Returns the times of all decisions about a patient under any number, by time, then result, then revision, in pages. */
  async *timesOf(
    db: Queryable,
    { survivorId, pageRows = DEFAULT_PAGE_ROWS }: { survivorId: string; pageRows?: number },
  ): AsyncGenerator<DecisionTime[]> {
    let after = { observedAt: '-infinity', resultId: NIL_ID, revision: 0 };
    for (;;) {
      const { observedAt, resultId, revision } = after;
      const page = await db.query<DecisionTime>(TIMES_PAGE, [
        ...[survivorId, observedAt, resultId],
        ...[revision, pageRows],
      ]);
      if (page.length > 0) yield page;
      if (page.length < pageRows) return;
      after = page.at(-1) ?? after;
    }
  },

  /** Returns these decisions without their grounds, by time, then result, then revision. */
  withIds(db: Queryable, ids: readonly string[]): Promise<RecordedDecision[]> {
    return db.query<RecordedDecision>(BY_IDS, [[...ids]]);
  },
};

interface SinceOptions {
  sinceIso: string;
  pageRows?: number;
  maxGrounds?: number;
}

/** Consecutive decisions that have few grounds together, or one that has many. */
function* divided(page: readonly RecordedDecision[], maxGrounds: number): Generator<RecordedDecision[]> {
  let part: RecordedDecision[] = [];
  let count = 0;
  for (const decision of page) {
    if (part.length > 0 && count + decision.groundCount > maxGrounds) {
      yield part;
      [part, count] = [[], 0];
    }
    part.push(decision);
    count += decision.groundCount;
  }
  if (part.length > 0) yield part;
}
