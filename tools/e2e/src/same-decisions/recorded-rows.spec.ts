import { migrate, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, type TestDatabase } from '@renwatch/testing';
import { compareRows } from './compare-rows';
import {
  checkColumns,
  COMPARED_TABLES,
  receivedPageRows,
  recordedRows,
  UNCOMPARED_TABLES,
} from './recorded-rows';

const ID = '00000000-0000-0000-0000-000000000001';
const LATER = '00000000-0000-0000-0000-000000000002';
const AT = '2025-01-01T00:00:00Z';

describe('the rows that two revisions are compared by', () => {
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await createDatabase();
    db = openDatabase({ url: database.url, applicationName: 'recorded-rows' });
    await migrate(db);
    await db.query(`
      INSERT INTO patients (id, patient_key, authority, mrn) VALUES ('${ID}', 'H|1', 'H', '1')`);
    await db.query(`
      INSERT INTO results (id, patient_id, analyte, observed_local, observed_at, origin, revision, umol_per_l, sent_at)
      VALUES ('${ID}', '${ID}', 'creatinine', '20250101000000', '${AT}', 'feed', 1, 120, '${AT}')`);
    await db.query(`
      INSERT INTO decisions (id, result_id, result_revision, patient_id, revision, observed_at, rule, rule_version, stage,
        criterion, level, alerted, reason, message_id, feed, received_at, decided_at)
      VALUES ('${ID}', '${ID}', 1, '${ID}', 1, '${AT}', 'nhs', '1', 1, 'ratio', 1, true, 'rise', 'm', 'f', '${AT}', '${AT}')`);
    await db.query(`
      INSERT INTO alerts (id, patient_id, decision_id, record)
      VALUES ('${ID}', '${ID}', '${ID}', '{"stage": 1, "receivedAt": "a", "decidedAt": "b"}')`);
    await db.query(`
      INSERT INTO pages (alert_id, mrn, observed_local, body, source, level, received_at, decided_at)
      VALUES ('${ID}', '1', '20250101000000', '1,20250101000000', 'rule', 1, '${AT}', '${AT}')`);
  });

  afterAll(async () => {
    await db.close({ drainMs: 1_000 });
    await database.drop();
  });

  it('include every table of the schema or leave it out by name', async () => {
    const tables = await db.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const known = [...Object.keys(COMPARED_TABLES), ...UNCOMPARED_TABLES].sort();
    expect(tables.map(({ name }) => name)).toEqual(known);
  });

  it('include every column that is not ignored by name', async () => {
    const rows = await recordedRows(db);
    for (const table of ['decisions', 'alerts', 'pages', 'patients', 'results']) {
      const columns = await db.query<{ name: string }>(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1',
        [table],
      );
      const { ignored = [], extra = {} } = COMPARED_TABLES[table] ?? {};
      const expected = new Set([...columns.map(({ name }) => name), ...Object.keys(extra)]);
      for (const column of ignored) expect(expected.delete(column)).toBe(true);
      expect(Object.keys(rows[table]?.[0]?.columns ?? {}).sort()).toEqual([...expected].sort());
    }
  });

  it('are the same whenever the work was done', async () => {
    const before = await recordedRows(db);
    await db.query(
      `UPDATE pages SET attempts = 7, claimed_by = 'pager-2', next_attempt_at = now(), received_at = now()`,
    );
    await db.query(
      `UPDATE alerts SET created_at = now(), record = record || '{"decidedAt": "c", "receivedAt": "d"}'`,
    );
    expect(compareRows(before, await recordedRows(db)).flatMap(({ differences }) => differences)).toEqual([]);
  });

  it.each([
    ['pages', `UPDATE pages SET delivered_at = now()`, 'delivered'],
    ['pages', `UPDATE pages SET refused_at = now()`, 'refused'],
    ['pages', `UPDATE pages SET body = '2,20250101000000'`, 'body'],
    ['alerts', `UPDATE alerts SET published_at = now()`, 'published'],
    ['alerts', `UPDATE alerts SET record = record || '{"stage": 2}'`, 'record'],
  ])('differ in %s after %s', async (kind, statement, column) => {
    const before = await recordedRows(db);
    await db.query(statement);
    const found = compareRows(before, await recordedRows(db)).filter(
      ({ differences }) => differences.length > 0,
    );
    expect(found).toMatchObject([{ kind, differences: [{ columns: [column] }] }]);
  });

  it('give the same look-back from a range as from a list', async () => {
    const [decision] = (await recordedRows(db))['decisions'] ?? [];
    expect(decision?.columns).toMatchObject({ history: [], history_revisions: [] });
    const columns = 'result_id, revision, observed_at';
    await db.query(`
      INSERT INTO results (id, patient_id, analyte, observed_local, observed_at, origin, revision, umol_per_l, sent_at)
      VALUES ('${LATER}', '${ID}', 'creatinine', '20250102000000', '2025-01-02', 'feed', 1, 130, '${AT}')`);
    await db.query(`
      INSERT INTO result_revisions (result_id, revision, umol_per_l, sent_at, feed, received_at)
      VALUES ('${ID}', 1, 120, '${AT}', 'f', '${AT}')`);
    await db.query(`
      INSERT INTO history_spans (patient_id, ${columns}, since) VALUES ('${ID}', '${ID}', 1, '${AT}', 1)`);
    const insert = (revision: number, lookBack: string, values: string) =>
      db.query(`
        INSERT INTO decisions (id, result_id, result_revision, patient_id, revision, observed_at, rule, rule_version, stage,
          criterion, level, alerted, reason, message_id, feed, received_at, decided_at, ${lookBack})
        VALUES (gen_random_uuid(), '${LATER}', 1, '${ID}', ${revision}, '2025-01-02', 'nhs', '1', 1, 'ratio', 1, true,
          'rise', 'm', 'f', '${AT}', '${AT}', ${values})`);
    await insert(1, 'history, history_revisions', `'{${ID}}', '{1}'`);
    await insert(2, 'look_back_from, look_back_moment, look_back_count', `'2024-01-03', 1, 1`);
    const rows = (await recordedRows(db))['decisions'] ?? [];
    expect(rows.filter(({ key }) => key.startsWith(LATER)).map((row) => row.columns)).toMatchObject([
      { revision: 1, history: [ID], history_revisions: [1] },
      { revision: 2, history: [ID], history_revisions: [1] },
    ]);
  });

  it('know each of their columns by name', async () => {
    const rows = await recordedRows(db);
    const received = receivedPageRows([{ mrn: '1', time: '2', idempotencyKey: '3' }]);
    const names = [...Object.values(rows), received].flatMap(([row]) => Object.keys(row?.columns ?? {}));
    expect(names).toEqual(expect.arrayContaining(['rule_version', 'published', 'idempotencyKey']));
    await expect(checkColumns(db, names)).resolves.toBeUndefined();
  });

  it.each(['ruleVersion', 'decided_at', ''])(
    'refuse the unknown or uncompared column "%s" and list those compared',
    async (name) => {
      const refusal = checkColumns(db, ['rule_version', name]);
      await expect(refusal).rejects.toThrow(`no compared column: ${name}; compared columns: `);
      await expect(refusal).rejects.toThrow(/policy_sha256, .*rule_sha256, rule_version/);
    },
  );

  it('name a received page by patient, time and Idempotency-Key, once', () => {
    const page = { mrn: '1', time: '20250101000000', idempotencyKey: 'a' };
    const keys = receivedPageRows([page, page, { ...page, idempotencyKey: 'b' }]).map(({ key }) => key);
    expect(keys).toEqual(['1,20250101000000,a', '1,20250101000000,b']);
  });
});
