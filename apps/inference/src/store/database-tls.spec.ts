import { startPostgres, TestAuthority, waitFor, type RunningPostgres } from '@renwatch/testing';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '@renwatch/store';

describe('a database over TLS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-postgres-tls-'));
  let postgres: RunningPostgres;
  let ca: string;
  let strangersCa: string;
  const open: Database[] = [];

  const connect = (query: string) => {
    const db = openDatabase({ url: `${postgres.url}${query}`, applicationName: 'spec' });
    open.push(db);
    return db;
  };
  const isEncrypted = async (db: Database) => {
    const [row] = await db.query<{ ssl: boolean }>(
      'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    return row?.ssl;
  };

  beforeAll(async () => {
    // The server runs as another user where the tests are root's.
    chmodSync(folder, 0o755);
    postgres = await startPostgres({ dataDir: path.join(folder, 'data'), durable: false, temporary: true });
    const authority = await TestAuthority.create();
    const files = await authority.issueFiles(path.join(folder, 'tls'), { host: '127.0.0.1' });
    const stranger = await TestAuthority.create();
    ca = files.caFile;
    strangersCa = (await stranger.issueFiles(path.join(folder, 'stranger'), { host: '127.0.0.1' })).caFile;
    const db = connect('');
    await db.query(`ALTER SYSTEM SET ssl_cert_file = '${files.certFile}'`);
    await db.query(`ALTER SYSTEM SET ssl_key_file = '${files.keyFile}'`);
    await db.query('ALTER SYSTEM SET ssl = on');
    await db.query('SELECT pg_reload_conf()');
    const isOn = async () => isEncrypted(connect(`?sslmode=verify-full&sslrootcert=${ca}`));
    await waitFor(async () => (await isOn()) === true, { timeoutMs: 60_000, what: 'TLS', everyMs: 200 });
  }, 120_000);

  afterAll(async () => {
    for (const db of open) await db.close({ drainMs: 1_000 });
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is used without TLS only if the URL asks for none', async () => {
    expect(await isEncrypted(connect(''))).toBe(false);
    expect(await isEncrypted(connect(`?sslmode=verify-full&sslrootcert=${ca}`))).toBe(true);
  });

  it.each([
    ['another authority', () => `?sslmode=verify-full&sslrootcert=${strangersCa}`],
    ['an authority that is not named', () => '?sslmode=verify-full'],
  ])('is not trusted if its certificate is of %s', async (_name, query) => {
    await expect(connect(query()).ping()).rejects.toThrow('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});
