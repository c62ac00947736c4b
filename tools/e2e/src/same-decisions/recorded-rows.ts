import { type Database } from '@renwatch/store';
import { type ReceivedPage } from '../stack-run';
import { type RecordedRow, type RecordedRows } from './compare-rows';

export interface ComparedTable {
  /** The columns that tell its rows apart. */
  key: readonly string[];
  /** Columns that depend on the clock or on who did the work. */
  ignored: readonly string[];
  /** SQL for columns beside those of the table, or in place of them; `t` is the row. */
  extra?: Readonly<Record<string, string>>;
  /** The same, for databases that can make a look-back from its range; earlier ones have lists only. */
  lookBack?: Readonly<Record<string, string>>;
}

/** The patient's number, for people who read a difference. */
const MRN = '(SELECT p.mrn FROM patients p WHERE p.id = t.patient_id)';

/** How a range is stored; what it holds is compared as the list that it stands for. */
const LOOK_BACK_COLUMNS = ['look_back_from', 'look_back_moment', 'look_back_count'];
const lookBack = (column: string) =>
  `(SELECT coalesce(jsonb_agg(l.${column} ORDER BY l.place), '[]') FROM look_back(t) l)`;

/** Every column counts that is not named here. */
export const COMPARED_TABLES: Readonly<Record<string, ComparedTable>> = {
  decisions: {
    key: ['result_id', 'revision'],
    ignored: ['received_at', 'decided_at', ...LOOK_BACK_COLUMNS],
    extra: {
      mrn: MRN,
      observed_local: '(SELECT r.observed_local FROM results r WHERE r.id = t.result_id)',
    },
    lookBack: { history: lookBack('result_id'), history_revisions: lookBack('revision') },
  },
  alerts: {
    key: ['id'],
    ignored: ['created_at', 'published_at'],
    extra: {
      mrn: MRN,
      record: "t.record - 'receivedAt' - 'decidedAt'",
      published: 't.published_at IS NOT NULL',
    },
  },
  pages: {
    key: ['alert_id'],
    ignored: [
      ...['received_at', 'decided_at', 'created_at', 'next_attempt_at', 'delivered_at', 'refused_at'],
      ...['claimed_by', 'claimed_until', 'lease', 'attempts', 'unconfirmed', 'retry_delay', 'last_error'],
      ...['retracted_at', 'retraction'],
    ],
    extra: { delivered: 't.delivered_at IS NOT NULL', refused: 't.refused_at IS NOT NULL' },
  },
  patients: { key: ['id'], ignored: ['created_at', 'merged_received_at'] },
  results: { key: ['id'], ignored: ['created_at'], extra: { mrn: MRN } },
  result_revisions: { key: ['result_id', 'revision'], ignored: ['received_at', 'recorded_at'] },
  merges: { key: ['message_id', 'patient_id'], ignored: ['received_at', 'recorded_at'] },
  shadow_decisions: { key: ['decision_id'], ignored: [] },
  imports: { key: ['sha256'], ignored: ['started_at', 'completed_at'] },
};

/**
 * Tables without decisions: positions in Kafka, which resends move, the version of the schema, what feeds sent, and the
 * alerts that compared decisions took back. What the spans of histories hold is compared with the decisions.
 */
export const UNCOMPARED_TABLES = [
  ...['progress', 'topic_clusters', 'schema_migrations', 'seen_by_feed', 'retractions', 'history_spans'],
  // Nobody is erased in a stream.
  ...['erasures', 'erased_numbers', 'erasure_salt'],
  // Nobody looks at one.
  ...['console_audit', 'console_audit_patients', 'console_sessions', 'console_users'],
];

const RECEIVED_PAGE_COLUMNS = ['mrn', 'time', 'idempotencyKey'] as const satisfies (keyof ReceivedPage)[];

/** Reads what a run recorded, table by table. */
export async function recordedRows(db: Database): Promise<RecordedRows> {
  const tables = Object.entries(COMPARED_TABLES);
  const [ranges] = await db.query<{ areKnown: boolean }>(
    `SELECT to_regprocedure('look_back(decisions)') IS NOT NULL AS "areKnown"`,
  );
  const without = ranges?.areKnown ? {} : { lookBack: {} };
  return Object.fromEntries(
    await Promise.all(
      tables.map(async ([name, table]) => [name, await rowsOf(db, name, { ...table, ...without })] as const),
    ),
  );
}

/** @throws Error that lists the compared columns, if one of the names is none of them */
export async function checkColumns(db: Database, names: readonly string[]): Promise<void> {
  const known = await comparedColumns(db);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`no compared column: ${unknown.join(', ')}; compared columns: ${known.join(', ')}`);
}

async function comparedColumns(db: Database): Promise<string[]> {
  const columns = await db.query<{ table: string; name: string }>(
    `SELECT table_name AS table, column_name AS name FROM information_schema.columns WHERE table_name = ANY($1)`,
    [Object.keys(COMPARED_TABLES)],
  );
  const names = columns
    .filter(({ table, name }) => !COMPARED_TABLES[table]?.ignored.includes(name))
    .map(({ name }) => name);
  const extra = Object.values(COMPARED_TABLES).flatMap((table) => Object.keys(table.extra ?? {}));
  return [...new Set([...names, ...extra, ...RECEIVED_PAGE_COLUMNS])].sort();
}

/** The pages that reached the hospital; a repeat of a page with its key is the same page. */
export function receivedPageRows(pages: readonly ReceivedPage[]): RecordedRow[] {
  const rows = pages.map(({ mrn, time, idempotencyKey }) => ({
    key: `${mrn},${time},${idempotencyKey}`,
    columns: { mrn, time, idempotencyKey },
  }));
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

async function rowsOf(
  db: Database,
  name: string,
  { key, ignored, extra = {}, lookBack: ranges = {} }: ComparedTable,
): Promise<RecordedRow[]> {
  const pairs = Object.entries({ ...extra, ...ranges }).map(([column, sql]) => `'${column}', ${sql}`);
  const left = ignored.map((column) => ` - '${column}'`).join('');
  const sql = `
    SELECT concat_ws(',', ${key.map((column) => `t.${column}`).join(', ')}) AS key,
      to_jsonb(t)${left} || jsonb_build_object(${pairs.join(', ')}) AS columns
    FROM ${name} t ORDER BY 1`;
  return db.query<{ key: string; columns: Record<string, unknown> }>(sql);
}
