import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, Readiness } from '@renwatch/runtime';
import { erasuresRepository, importsRepository, migrate, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, waitFor, type TestDatabase } from '@renwatch/testing';
import { importHistoryJob } from './import-history.job';
import { PostgresHistoryStore } from './postgres-history.store';
import { awaitHistory } from './prepare-history';

const HISTORY =
  'mrn,creatinine_date_0,creatinine_result_0\n7,2024-01-01 08:00:00,80.5\n8,2024-01-01 09:00:00,>1500\n';
const logger = createLogger({ service: 'spec', level: 'silent' });

describe('the history import job', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-history-job-'));
  const path = join(folder, 'history.csv');
  const stopped = new AbortController();
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await createDatabase();
    db = openDatabase({ url: database.url, applicationName: 'spec' });
  });
  afterAll(async () => {
    stopped.abort();
    await db.close({ drainMs: 1_000 });
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const job = (signal = stopped.signal) => {
    const configuration = { databaseUrl: database.url, authority: 'local', timezone: 'UTC' };
    return importHistoryJob({ configuration, path, logger, signal });
  };

  it('waits for its file; services that require it are unready meanwhile', async () => {
    await migrate(db);
    const readiness = new Readiness();
    const store = new PostgresHistoryStore({
      db,
      authority: 'local',
      timezone: 'UTC',
      now: () => new Date(),
      onErased: () => undefined,
    });
    let asked = 0;
    const waiting = awaitHistory({
      isImported: () => ((asked += 1), store.hasHistory()),
      part: readiness.part('history'),
      signal: stopped.signal,
      pollEveryMs: 20,
    });
    const running = job();
    await waitFor(() => asked > 2, { timeoutMs: 30_000, what: 'three polls' });
    expect(readiness.isReady).toBe(false);
    writeFileSync(`${path}.part`, HISTORY);
    renameSync(`${path}.part`, path);
    expect(await running).toMatchObject({ outcome: 'imported', patients: 2, results: 2 });
    await waiting;
    expect(readiness.isReady).toBe(true);
    expect(await db.query('SELECT umol_per_l, comparator FROM results ORDER BY umol_per_l')).toEqual([
      { umol_per_l: '80.5', comparator: '' },
      { umol_per_l: '1500', comparator: '>' },
    ]);
  });

  it('imports a file once, however many jobs run', async () => {
    const outcomes = await Promise.all([job(), job(), job()]);
    expect(outcomes.map((imported) => imported?.outcome)).toEqual(Array(3).fill('already-imported'));
    expect(await db.query('SELECT count(*) FROM results')).toEqual([{ count: 2n }]);
  });

  it('imports the same results from the long form and from Parquet', async () => {
    const stored = () =>
      db.query(
        `SELECT authority, mrn, umol_per_l, comparator, observed_at
         FROM results JOIN patients ON patients.id = patient_id ORDER BY mrn, authority = 'RENAL'`,
      );
    const before = await stored();
    const columns = {
      unit: ['mmol/L', 'umol/L'],
      mrn: ['8', '7'],
      value: ['>1.5', '80.5'],
      time: ['2024-01-01T10:00:00+01:00', '2024-01-01 08:00:00'],
    };
    const long = [0, 1].map((row) => Object.values(columns).map((cells) => cells[row]));
    writeFileSync(path, [Object.keys(columns), ...long].join('\n'));
    expect(await job()).toMatchObject({ outcome: 'imported', patients: 2, results: 2 });
    expect(await stored()).toEqual(before);

    const { parquetWriteBuffer } = await import('hyparquet-writer');
    const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
    writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData })));
    expect(await job()).toMatchObject({ outcome: 'imported', patients: 2, results: 2 });
    expect(await stored()).toEqual(before);

    const authority = { name: 'authority', data: ['', 'RENAL'] };
    writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData: [...columnData, authority] })));
    expect(await job()).toMatchObject({ outcome: 'imported', patients: 2, results: 2 });
    expect(await stored()).toEqual([
      ...before.slice(0, 1),
      expect.objectContaining({ authority: 'RENAL', mrn: '7', umol_per_l: '80.5' }),
      ...before.slice(1),
    ]);
  });

  it('brings back nobody who was erased since', async () => {
    const key = 'local|8';
    await migrate(db);
    await erasuresRepository.erase(db, { key, by: 'spec', because: 'spec' });
    writeFileSync(path, HISTORY.replace('80.5', '80.75'));
    const warned: unknown[] = [];
    const warn = (fields: unknown): void => void warned.push(fields);
    const log = Object.assign(Object.create(logger) as typeof logger, { warn });
    const configuration = { databaseUrl: database.url, authority: 'local', timezone: 'UTC' };
    await importHistoryJob({ configuration, path, logger: log, signal: stopped.signal });
    expect(warned).toEqual([{ results: 1 }]);
    expect(await db.query(`SELECT 1 FROM patients WHERE patient_key = $1`, [key])).toEqual([]);
  });

  it('breaks off a running import when it is stopped', async () => {
    writeFileSync(path, HISTORY.replace('80.5', '81.5'));
    const own = new AbortController();
    const waiting = `SELECT 1 FROM pg_stat_activity
      WHERE application_name = 'renwatch-history' AND wait_event_type = 'Lock' AND datname = current_database()`;
    await db.transaction(async (tx) => {
      await importsRepository.importLock(tx);
      const running = job(own.signal);
      await waitFor(async () => (await db.query(waiting)).length > 0, {
        timeoutMs: 30_000,
        what: 'an import that has begun',
      });
      own.abort();
      // The import still waits for the lock: the job does not wait for the import.
      expect(await running).toBeUndefined();
    });
    expect(await job()).toMatchObject({ outcome: 'imported' });
  });

  it('ends without an import if it is stopped before the file exists', async () => {
    rmSync(path);
    const own = new AbortController();
    const running = job(own.signal);
    own.abort();
    expect(await running).toBeUndefined();
  });
});
