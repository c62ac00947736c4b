import { type Queryable } from '../database/queryable';
import { type RecordedGround } from './recorded-decision';

const OF_DECISIONS = `
  SELECT d.id AS "decisionId", l.result_id AS id, l.revision, l.observed_at AS "observedAt",
    v.umol_per_l AS "umolPerL", v.comparator
  FROM unnest($1::uuid[]) AS wanted (id)
  JOIN decisions d ON d.id = wanted.id
  CROSS JOIN LATERAL look_back(d) AS l
  JOIN result_revisions v ON v.result_id = l.result_id AND v.revision = l.revision
  ORDER BY d.id, l.place`;

/** The earlier results of decisions, from the range or the list that they recorded. */
export const lookBacksRepository = {
  /** Returns the results by decision id, by time, then id. Those without a recorded revision are left out. */
  async of(db: Queryable, decisionIds: readonly string[]): Promise<Map<string, RecordedGround[]>> {
    const found = new Map(decisionIds.map((id) => [id, [] as RecordedGround[]]));
    const rows = await db.query<RecordedGround & { decisionId: string }>(OF_DECISIONS, [[...decisionIds]]);
    for (const { decisionId, ...ground } of rows) found.get(decisionId)?.push(ground);
    return found;
  },
};
