import { type Queryable } from '../database/queryable';
import { inSlices } from './in-slices';

/** A result that counted in a patient's history from one moment until another; null: it still counts. */
export interface HistorySpanRow {
  patientId: string;
  resultId: string;
  revision: number;
  /** ISO 8601. */
  observedAt: string;
  since: number;
  until: number | null;
}

export interface OpenHistory {
  patientId: string;
  /** 0: none. */
  lastMoment: number;
  open: Omit<HistorySpanRow, 'patientId' | 'until'>[];
}

const LAST_MOMENTS = `
  SELECT wanted."patientId",
    coalesce((SELECT max(coalesce(until, since)) FROM history_spans WHERE patient_id = wanted."patientId"), 0) AS "lastMoment"
  FROM jsonb_to_recordset($1::jsonb) AS wanted ("patientId" uuid)`;

/** Fenced by OFFSET 0 so that each patient is an index scan: without statistics the planner would read the whole table. */
const OPEN = `
  SELECT s.patient_id AS "patientId", s.result_id AS "resultId", s.revision, s.observed_at AS "observedAt", s.since
  FROM jsonb_to_recordset($1::jsonb) AS wanted ("patientId" uuid, "fromIso" timestamptz)
  CROSS JOIN LATERAL (
    SELECT * FROM history_spans
    WHERE patient_id = wanted."patientId" AND observed_at >= wanted."fromIso" AND until IS NULL
    OFFSET 0
  ) AS s
  ORDER BY s.since`;

const ADD = `
  INSERT INTO history_spans (patient_id, result_id, revision, observed_at, since, until)
  SELECT "patientId", "resultId", revision, "observedAt", since, until
  FROM jsonb_to_recordset($1::jsonb) AS given ("patientId" uuid, "resultId" uuid, revision integer,
    "observedAt" timestamptz, since integer, until integer)`;

const END = `
  UPDATE history_spans s SET until = given.until
  FROM jsonb_to_recordset($1::jsonb) AS given ("patientId" uuid, "resultId" uuid, since integer, until integer)
  WHERE s.patient_id = given."patientId" AND s.result_id = given."resultId" AND s.since = given.since`;

/** Spans of patients' histories: rows are added, and end once. The patients must be locked. */
export const historySpansRepository = {
  /** Returns the open spans of these patients' results observed from a time on, in order of beginning. */
  async open(
    tx: Queryable,
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<OpenHistory[]> {
    if (ranges.length === 0) return [];
    const wanted = JSON.stringify(ranges);
    const moments = await tx.query<{ patientId: string; lastMoment: number }>(LAST_MOMENTS, [wanted]);
    const open = new Map(moments.map(({ patientId }) => [patientId, [] as OpenHistory['open']]));
    for (const { patientId, ...span } of await tx.query<HistorySpanRow>(OPEN, [wanted]))
      open.get(patientId)?.push(span);
    return moments.map((row) => ({ ...row, open: open.get(row.patientId) ?? [] }));
  },

  /** Records spans, after the revisions that they name. */
  add(tx: Queryable, spans: readonly HistorySpanRow[]): Promise<void> {
    return inSlices(spans, (rows) => tx.query(ADD, [rows]));
  },

  /** Ends stored spans. */
  end(tx: Queryable, spans: readonly HistorySpanRow[]): Promise<void> {
    return inSlices(spans, (rows) => tx.query(END, [rows]));
  },
};
