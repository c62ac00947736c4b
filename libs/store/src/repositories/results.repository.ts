import { type Queryable } from '../database/queryable';
import { inSlices } from './in-slices';
import { TooManyResultsError } from './too-many-results.error';

export type ResultOrigin = 'feed' | 'history';

/** A result as it stands: its identity and its current revision. */
export interface ResultRow {
  id: string;
  patientId: string;
  analyte: string;
  order: string;
  /** The placer's number beside the filler's; empty if unknown, as are the next three. */
  placer: string;
  /** SPM-2. */
  specimen: string;
  /** The configured code that OBX-3 carries. */
  code: string;
  /** OBR-4. */
  service: string;
  subId: string;
  /** 4 to 14 digits as received. */
  observedLocal: string;
  /** ISO 8601. */
  observedAt: string;
  /** The digits before the time was corrected last; empty if it never was. */
  correctedFrom: string;
  origin: ResultOrigin;
  revision: number;
  /** Exact decimal; null if a text took its place, or if the result was withdrawn before any value came. */
  umolPerL: string | null;
  comparator: string;
  /** OBX-11, upper case. */
  status: string;
  /** When the sender last said the current revision; ISO 8601. */
  sentAt: string;
}

export interface ResultRevisionRow {
  resultId: string;
  revision: number;
  umolPerL: string | null;
  comparator: string;
  status: string;
  sentAt: string;
  /** Null for an imported history. */
  messageId: string | null;
  /** Index of the observation in its message; null also if the message cancelled the order without one. */
  observation: number | null;
  feed: string;
  receivedAt: string;
}

export interface StoredResult extends ResultRow {
  /** Which observations made its revisions, `messageId:index`. */
  sources: string[];
  /** The newest decision about it. */
  decision: {
    id: string;
    revision: number;
    resultRevision: number;
    level: number;
    stage: number;
    /** The highest level that any decision about the result raised an alert of; 0: none did. */
    alertedLevel: number;
  } | null;
}

/**
 * The nested queries are fenced by OFFSET 0, so that each is an index scan for its one patient or result: without
 * statistics, on a new database, the planner would read whole tables instead.
 */
const TIMELINE = `
  SELECT r.*,
    coalesce((SELECT array_agg(v.message_id || ':' || v.observation ORDER BY v.revision)
      FROM result_revisions v WHERE v.result_id = r.id AND v.observation IS NOT NULL), '{}') AS sources,
    (SELECT jsonb_build_object('id', d.id, 'revision', d.revision, 'resultRevision', d.result_revision,
        'level', d.level, 'stage', d.stage, 'alertedLevel', (SELECT coalesce(max(level), 0)
          FROM decisions WHERE result_id = r.id AND alerted))
      FROM decisions d WHERE d.result_id = r.id ORDER BY d.revision DESC LIMIT 1) AS decision
  FROM jsonb_to_recordset($1::jsonb) AS wanted ("patientId" uuid, "fromIso" timestamptz)
  CROSS JOIN LATERAL (
    SELECT wanted."patientId" AS id
    UNION ALL SELECT p.id FROM patients p WHERE p.merged_into = wanted."patientId"
  ) AS person
  CROSS JOIN LATERAL (
    SELECT id, wanted."patientId", analyte, order_number AS "order", placer_number AS "placer", specimen, code, service,
      sub_id AS "subId",
      observed_local AS "observedLocal", observed_at AS "observedAt", corrected_from AS "correctedFrom",
      origin, revision, umol_per_l AS "umolPerL", comparator, status, sent_at AS "sentAt"
    FROM results
    WHERE patient_id = person.id AND analyte = $2 AND observed_at >= wanted."fromIso"
    OFFSET 0
  ) AS r
  ORDER BY r."patientId", r."observedAt", r.id
  LIMIT $3`;

const COLUMNS = `id uuid, "patientId" uuid, analyte text, "order" text, placer text, specimen text, code text, service text,
  "subId" text, "observedLocal" text,
  "observedAt" timestamptz, "correctedFrom" text, origin text, revision integer, "umolPerL" numeric,
  comparator text, status text,
  "sentAt" timestamptz`;

const INSERT = `
  INSERT INTO results (id, patient_id, analyte, order_number, placer_number, specimen, code, service, sub_id,
    observed_local, observed_at, corrected_from, origin, revision,
    umol_per_l, comparator, status, sent_at)
  SELECT id, "patientId", analyte, "order", placer, specimen, code, service, "subId",
    "observedLocal", "observedAt", "correctedFrom", origin, revision, "umolPerL",
    comparator, status, "sentAt"
  FROM jsonb_to_recordset($1::jsonb) AS given (${COLUMNS})
  ON CONFLICT (id)`;

const INSERT_MISSING = `${INSERT} DO NOTHING RETURNING id`;

/**
 * Updates the current revision, and what a later message may tell: another number of the order, or a corrected time. The
 * patient, analyte and OBX-4 of a result never change.
 */
const SAVE = `${INSERT} DO UPDATE SET order_number = excluded.order_number, placer_number = excluded.placer_number,
  specimen = excluded.specimen, code = excluded.code, service = excluded.service,
  observed_local = excluded.observed_local, observed_at = excluded.observed_at,
  corrected_from = excluded.corrected_from, origin = excluded.origin, revision = excluded.revision,
  umol_per_l = excluded.umol_per_l, comparator = excluded.comparator, status = excluded.status,
  sent_at = excluded.sent_at`;

const APPEND = `
  INSERT INTO result_revisions (result_id, revision, umol_per_l, comparator, status, sent_at, message_id, observation,
    feed, received_at)
  SELECT "resultId", revision, "umolPerL", comparator, status, "sentAt", "messageId", observation, feed, "receivedAt"
  FROM jsonb_to_recordset($1::jsonb) AS given ("resultId" uuid, revision integer, "umolPerL" numeric,
    comparator text, status text, "sentAt" timestamptz, "messageId" text, observation integer, feed text,
    "receivedAt" timestamptz)`;

/** Results of one analyte, each with its revisions. */
export const resultsRepository = {
  /**
   * All results of these patients observed at or after `fromIso`, those of patients merged into them included, by
   * patient, then time, then id; `patientId` is the one that was asked for. One query.
   * @throws TooManyResultsError if they are more than `maxResults`
   */
  async timeline(
    tx: Queryable,
    ranges: readonly { patientId: string; fromIso: string }[],
    { analyte, maxResults = Infinity }: { analyte: string; maxResults?: number },
  ): Promise<StoredResult[]> {
    if (ranges.length === 0) return [];
    const limit = maxResults === Infinity ? null : maxResults + 1;
    const results = await tx.query<StoredResult>(TIMELINE, [JSON.stringify(ranges), analyte, limit]);
    if (results.length > maxResults) throw new TooManyResultsError(maxResults);
    return results;
  },

  /** Leaves those that are there as they are; gives the ids of the new ones. */
  async insert(tx: Queryable, results: readonly ResultRow[]): Promise<string[]> {
    if (results.length === 0) return [];
    const rows = await tx.query<{ id: string }>(INSERT_MISSING, [JSON.stringify(results)]);
    return rows.map((row) => row.id);
  },

  /** Inserts what is new, and makes the revision given the current one of what is there. Each result once. */
  save(tx: Queryable, results: readonly ResultRow[]): Promise<void> {
    return inSlices(results, (rows) => tx.query(SAVE, [rows]));
  },

  /** Records revisions, after their results. The same revision of a result twice is refused (23505). */
  appendRevisions(tx: Queryable, revisions: readonly ResultRevisionRow[]): Promise<void> {
    return inSlices(revisions, (rows) => tx.query(APPEND, [rows]));
  },
};
