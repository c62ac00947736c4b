import { migrate, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, serviceUrls, waitFor, type TestDatabase } from '@renwatch/testing';
import { readDatabaseOwnerConfiguration } from './config';
import { prepareDatabaseJob } from './prepare-database.job';

describe('the job that prepares the database', () => {
  let database: TestDatabase;
  const open: Database[] = [];
  const warnings: object[] = [];
  const logger = { info: () => undefined, warn: (fields: object) => warnings.push(fields) } as never;
  const session = (url: string) => {
    const db = openDatabase({ url, applicationName: 'spec', maxConnections: 1 });
    open.push(db);
    return db;
  };

  beforeAll(async () => {
    database = await createDatabase();
  });

  afterAll(async () => {
    for (const db of open) await db.close({ drainMs: 1_000 });
    await database.drop();
  });

  it('gives each named login its rights, also when repeated', async () => {
    const { inference, pager } = serviceUrls(database.url);
    const configuration = readDatabaseOwnerConfiguration({
      env: { DATABASE_URL: database.url, INFERENCE_DATABASE_URL: inference, PAGER_DATABASE_URL: pager },
      argv: [],
    });
    const { signal } = new AbortController();
    expect((await prepareDatabaseJob({ configuration, logger, signal }))?.applied).not.toEqual([]);
    expect((await prepareDatabaseJob({ configuration, logger, signal }))?.applied).toEqual([]);
    await expect(migrate(session(inference))).resolves.toMatchObject({ applied: [] });
    await expect(session(inference).query('SELECT FROM pages')).rejects.toThrow('42501');
    await expect(session(pager).query('SELECT FROM patients')).rejects.toThrow('42501');
  });

  it('waits for a database that is away, until it is stopped', async () => {
    const away = Object.assign(new URL(database.url), { port: '1' }).toString();
    const configuration = readDatabaseOwnerConfiguration({ env: { DATABASE_URL: away }, argv: [] });
    const stop = new AbortController();
    const waiting = prepareDatabaseJob({ configuration, logger, signal: stop.signal });
    await waitFor(() => warnings.length > 1, { timeoutMs: 30_000, what: 'a second attempt' });
    stop.abort();
    expect(await waiting).toBeUndefined();
  });
});
