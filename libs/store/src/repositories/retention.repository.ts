import { type Database } from '../database/database';
import { type Queryable } from '../database/queryable';
import { type Transaction } from '../database/transaction';
import { type RowCounts } from './erasures.repository';
import { NIL_ID } from './nil-id';

/**
 * Rows that may have an age:
 * - `patients`: everything about patients of whom nothing was heard for so long;
 * - `decisions`: decisions, with alerts and pages, about results that are so old, and those results themselves;
 * - `pages`: pages that ended so long ago.
 */
export const RETAINED_ROWS = ['patients', 'decisions', 'pages'] as const;
export type RetainedRows = (typeof RETAINED_ROWS)[number];

export interface RetentionSlice {
  rows: RetainedRows;
  /** Nothing later than this is removed; ISO 8601. */
  before: string;
  /** Goes through the table in the order of its key; null: from the beginning. */
  after: string | null;
  /** Number of rows of the table that one transaction looks at. */
  limit: number;
  /** Counts, and removes nothing. */
  isTrial: boolean;
}

export interface SliceOutcome {
  /** The last key that was looked at; null if the table is at its end. */
  last: string | null;
  counts: RowCounts;
}

/** A slice holds its patients' locks for a moment only; batches that wait for them come through in between. */
const LIMITS = { statementTimeoutMs: 30_000, lockTimeoutMs: 1_000, idleInTransactionTimeoutMs: 8_000 };

const KEYS: Readonly<Record<RetainedRows, string>> = {
  patients: `SELECT id FROM patients WHERE merged_into IS NULL AND id > $1 ORDER BY id LIMIT $2`,
  decisions: `SELECT id FROM results WHERE id > $1 ORDER BY id LIMIT $2`,
  pages: `SELECT alert_id AS id FROM pages WHERE alert_id > $1 ORDER BY alert_id LIMIT $2`,
};

/** When something was last heard of a result: a wrong date of collection, or a correction, does not make it old. */
const isOld = (result: string) => `(${result}.observed_at < $2 AND ${result}.sent_at < $2 AND NOT EXISTS (
  SELECT FROM decisions d WHERE d.result_id = ${result}.id AND d.decided_at >= $2))`;

const OLD_PATIENTS = `
  SELECT s.id FROM patients s
  WHERE s.id = ANY ($1::uuid[]) AND s.merged_into IS NULL AND NOT EXISTS (
    SELECT FROM patients p
    WHERE (p.id = s.id OR p.merged_into = s.id) AND (
      greatest(p.created_at, p.demographics_at, p.deceased_stated_at, p.merged_at, p.merged_received_at) >= $2
      OR EXISTS (SELECT FROM results r WHERE r.patient_id = p.id AND NOT ${isOld('r')})))`;

const SKIP_LOCKED = 'FOR NO KEY UPDATE OF s SKIP LOCKED';

/** Locks the patients of old results and leaves out those that a batch works on. */
const LOCK_PATIENTS_OF = `
  SELECT s.id FROM patients s
  WHERE s.id IN (SELECT coalesce(p.merged_into, p.id) FROM results r JOIN patients p ON p.id = r.patient_id
    WHERE r.id = ANY ($1::uuid[]) AND ${isOld('r')})
  ORDER BY s.id ${SKIP_LOCKED}`;

/** Statuses as in libs/decisions: such a result counts no more. */
const IS_LIVE = `later.umol_per_l IS NOT NULL AND later.status NOT IN ('D', 'W', 'X')`;

/** Days that a decision looks back, and one more. */
const LOOK_BACK_DAYS = 366;

/** Later results of the same person, under any number. */
const laterThan = (result: string, condition: string) => `EXISTS (
  SELECT FROM patients p
  JOIN results later ON later.patient_id = p.id AND later.analyte = ${result}.analyte
    AND later.observed_at > ${result}.observed_at
  WHERE (p.id = ${result}.person OR p.merged_into = ${result}.person) AND ${condition})`;

/**
 * Old results of locked patients, except each patient's newest: without it, an older one that arrives late would be the
 * newest and page. A result stays without its decisions while a decision that stays may look back on it.
 */
const OLD_RESULTS = `
  WITH old AS (
    SELECT r.id, r.analyte, r.observed_at, coalesce(p.merged_into, p.id) AS person
    FROM results r JOIN patients p ON p.id = r.patient_id
    WHERE r.id = ANY ($1::uuid[]) AND coalesce(p.merged_into, p.id) = ANY ($3::uuid[]) AND ${isOld('r')})
  SELECT old.id, ${laterThan(
    'old',
    `later.observed_at <= old.observed_at + interval '${LOOK_BACK_DAYS} days' AND (
      NOT ${isOld('later')} OR NOT EXISTS (SELECT FROM patients q
        JOIN results newer ON newer.patient_id = q.id AND newer.analyte = later.analyte
          AND newer.observed_at > later.observed_at
          AND ${IS_LIVE.replaceAll('later', 'newer')}
        WHERE q.id = old.person OR q.merged_into = old.person))`,
  )} AS "isGround"
  FROM old WHERE ${laterThan('old', IS_LIVE)}`;

const OLD_PAGES = `
  SELECT alert_id AS id FROM pages
  WHERE alert_id = ANY ($1::uuid[]) AND greatest(delivered_at, refused_at, retracted_at) < $2`;

/** Removes rows by age, a slice of a table at a time. Only the owner of the tables may. */
export const retentionRepository = {
  /** Looks at the next rows of the table, in one short transaction, and removes those that are too old. */
  slice(db: Database, { rows, before, after, limit, isTrial }: RetentionSlice): Promise<SliceOutcome> {
    return db.transaction(
      async (tx) => {
        const ids = await idsOf(tx, KEYS[rows], [after ?? NIL_ID, limit]);
        const counts = ids.length === 0 ? {} : await REMOVERS[rows](tx, { ids, before, isTrial });
        return { last: ids.length < limit ? null : (ids.at(-1) ?? null), counts };
      },
      { limits: LIMITS },
    );
  },
};

interface Candidates {
  ids: readonly string[];
  before: string;
  isTrial: boolean;
}

const REMOVERS: Readonly<Record<RetainedRows, (tx: Transaction, of: Candidates) => Promise<RowCounts>>> = {
  async patients(tx, { ids, before, isTrial }) {
    const old = await idsOf(tx, `${OLD_PATIENTS} ORDER BY s.id ${SKIP_LOCKED}`, [ids, before]);
    // Asked again under the locks: a message may have been decided since.
    const survivors = await idsOf(tx, OLD_PATIENTS, [old, before]);
    const all = 'SELECT id FROM patients WHERE id = ANY ($1::uuid[]) OR merged_into = ANY ($1::uuid[])';
    const patients = await idsOf(tx, all, [survivors]);
    const results = await idsOf(tx, 'SELECT id FROM results WHERE patient_id = ANY ($1::uuid[])', [patients]);
    return removeRows(tx, { decided: results, results, patients, isTrial });
  },

  async decisions(tx, { ids, before, isTrial }) {
    const persons = await idsOf(tx, LOCK_PATIENTS_OF, [ids, before]);
    const old = await tx.query<{ id: string; isGround: boolean }>(OLD_RESULTS, [[...ids], before, persons]);
    const results = old.filter(({ isGround }) => !isGround).map(({ id }) => id);
    return removeRows(tx, { decided: old.map(({ id }) => id), results, patients: [], isTrial });
  },

  async pages(tx, { ids, before, isTrial }) {
    const old = await idsOf(tx, OLD_PAGES, [ids, before]);
    if (!isTrial) await tx.query('DELETE FROM pages WHERE alert_id = ANY ($1::uuid[])', [old]);
    return { pages: old.length };
  },
};

interface Removed {
  /** Results whose decisions are removed. */
  decided: readonly string[];
  results: readonly string[];
  patients: readonly string[];
  isTrial: boolean;
}

async function removeRows(
  tx: Queryable,
  { decided, results, patients, isTrial }: Removed,
): Promise<RowCounts> {
  if (decided.length + patients.length === 0) return {};
  const sql = 'SELECT counts FROM remove_rows($1::uuid[], $2::uuid[], $3::uuid[], $4)';
  const [row] = await tx.query<{ counts: RowCounts }>(sql, [decided, results, patients, isTrial]);
  return row?.counts ?? {};
}

async function idsOf(tx: Queryable, sql: string, parameters: readonly unknown[]): Promise<string[]> {
  return (await tx.query<{ id: string }>(sql, parameters)).map(({ id }) => id);
}
