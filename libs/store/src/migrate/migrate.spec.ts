import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { migrate } from './migrate';
import { migrationFiles, MIGRATIONS_FOLDER } from './migration-files';

describe('migrations', () => {
  let fresh: FreshDatabase;
  let folder: string;
  let ours: string[];

  beforeAll(async () => {
    ours = (await migrationFiles(MIGRATIONS_FOLDER)).map(({ name }) => name);
  });

  beforeEach(async () => {
    fresh = await freshDatabase({ migrated: false });
    folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  });

  afterEach(async () => {
    await fresh.drop();
    await rm(folder, { recursive: true });
  });

  it('are applied once by five replicas that start at the same moment', async () => {
    const replicas = Array.from({ length: 5 }, () => fresh.open({ maxConnections: 1 }));
    const outcomes = await Promise.all(replicas.map((db) => migrate(db)));
    expect(outcomes.flatMap((outcome) => outcome.applied).sort()).toEqual(ours);
    expect(await migrate(fresh.db)).toEqual({ applied: [], already: ours });
  });

  it('continue within 10 s after another migrating replica freezes', async () => {
    await writeFile(
      path.join(folder, '9999_limits.sql'),
      `CREATE TABLE limits AS SELECT current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    await migrate(fresh.db, { folder });
    expect(await fresh.db.query('SELECT idle FROM limits')).toEqual([{ idle: '8s' }]);
  });

  it('give up soon while another session has a table', async () => {
    await migrate(fresh.db, { folder });
    await writeFile(path.join(folder, '9999_column.sql'), 'ALTER TABLE decisions ADD COLUMN later text');
    await fresh.db.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM decisions');
      const migrating = migrate(fresh.open({ maxConnections: 1 }), { folder });
      await expect(migrating).rejects.toMatchObject({ sqlState: '55P03', retriable: true });
    });
    expect((await migrate(fresh.db, { folder })).applied).toEqual(['9999_column']);
  });

  it('are refused where one that was applied has changed', async () => {
    await migrate(fresh.db, { folder });
    await appendFile(path.join(folder, '0001_schema.sql'), '-- changed');
    await expect(migrate(fresh.db, { folder })).rejects.toThrow(
      '0001_schema has changed since it was applied',
    );
  });

  it('let a program go on that is older than the database', async () => {
    await writeFile(path.join(folder, '9999_more.sql'), 'CREATE TABLE more (id int)');
    expect((await migrate(fresh.db, { folder })).applied).toEqual([...ours, '9999_more']);
    expect(await migrate(fresh.db)).toEqual({ applied: [], already: ours });
  });

  it('refuse a program that a migration calls too old, and name versions', async () => {
    const newer = '-- Oldest program: 9998_more\nCREATE TABLE most (id int)';
    await writeFile(path.join(folder, '9998_more.sql'), 'CREATE TABLE more (id int)');
    await writeFile(path.join(folder, '9999_most.sql'), newer);
    await migrate(fresh.db, { folder });
    await expect(migrate(fresh.db)).rejects.toThrow(
      `the database has 9999_most, but this program knows only up to ${ours.at(-1)}`,
    );
    expect((await migrate(fresh.db, { folder })).applied).toEqual([]);
  });

  it('refuse a database that holds one of another branch', async () => {
    await migrate(fresh.db, { folder });
    await fresh.db.query(`INSERT INTO schema_migrations (name, checksum) VALUES ('0001_a_branch', '')`);
    await expect(migrate(fresh.db)).rejects.toThrow('the database has 0001_a_branch');
  });

  it('leave nothing behind of one that fails, and keep those before it', async () => {
    await writeFile(
      path.join(folder, '9999_broken.sql'),
      'CREATE TABLE half (id int); CREATE TABLE half (id int)',
    );
    await expect(migrate(fresh.db, { folder })).rejects.toMatchObject({
      name: 'MigrationError',
      retriable: false,
    });
    await rm(path.join(folder, '9999_broken.sql'));
    expect((await migrate(fresh.db, { folder })).already).toEqual(ours);
    expect(await fresh.db.query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
  });

  it('leave nothing behind if the process ends before the commit', async () => {
    const cut = migrate(fresh.db, {
      uncommitted: (name) => {
        throw new Error(`cut off in ${name}`);
      },
    });
    await expect(cut).rejects.toThrow('cut off in 0001_schema');
    expect(await fresh.db.query(`SELECT to_regclass('patients') AS patients`)).toEqual([{ patients: null }]);
    expect((await migrate(fresh.db)).applied).toEqual(ours);
  });

  it('are refused where two have one number', async () => {
    await writeFile(path.join(folder, '0001_other.sql'), 'SELECT 1');
    await expect(migrate(fresh.db, { folder })).rejects.toThrow('a unique number');
  });
});
