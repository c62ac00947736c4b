import { consoleUsersRepository, isPassword, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, prepareForServices, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../cli.spec-support';

const LOCK_OUT = { maxAttempts: 5, lockMs: 60_000 };

describe('console user', () => {
  let database: TestDatabase;
  let operatorUrl: string;
  let db: Database;
  const user = (...args: string[]) =>
    renwatch(['console', 'user', ...args], { env: { DATABASE_URL: operatorUrl } });
  const hashOf = async (name: string) => (await consoleUsersRepository.attempt(db, name, LOCK_OUT))?.password;

  beforeAll(async () => {
    database = await createDatabase();
    operatorUrl = (await prepareForServices(database.url)).operator;
    db = openDatabase({ url: database.url, applicationName: 'spec', maxConnections: 1 });
  });
  afterAll(async () => {
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
  });

  it('adds an account, prints its password and keeps only a hash', async () => {
    const { code, out } = await user('add', 'Ada', '--role', 'clinician');
    expect([code, out.length]).toEqual([0, 1]);
    expect(out[0]).toMatch(/^([0-9a-f]{6}-){4}[0-9a-f]{6}$/);
    expect(await isPassword(out[0] ?? '', (await hashOf('ada')) ?? '')).toBe(true);
    expect((await user('list')).out[1]).toMatch(/^ada +clinician +active +tester@bench$/);
  });

  it('gives an existing account a new password only with --replace', async () => {
    const [before = ''] = (await user('add', 'bob', '--role', 'safety')).out;
    expect(await user('add', 'bob', '--role', 'admin')).toMatchObject({ code: 1, out: [] });
    expect(await isPassword(before, (await hashOf('bob')) ?? '')).toBe(true);
    expect((await user('add', 'bob', '--role', 'admin', '--replace')).code).toBe(0);
    expect(await isPassword(before, (await hashOf('bob')) ?? '')).toBe(false);
  });

  it('disables an account', async () => {
    await user('add', 'cleo', '--role', 'operator');
    expect((await user('disable', 'cleo')).code).toBe(0);
    expect(await hashOf('cleo')).toBeUndefined();
    expect((await user('list')).out.join('\n')).toMatch(/^cleo +operator +disabled/m);
    expect(await user('disable', 'nobody')).toMatchObject({ code: 1 });
  });

  it('audits each change with who made it, and none that was refused', async () => {
    await user('add', 'Eve', '--role', 'safety');
    await user('add', 'eve', '--role', 'admin');
    await user('add', 'eve', '--role', 'admin', '--replace');
    await user('disable', 'eve');
    const rows = await db.query<{ line: string }>(
      `SELECT user_name || ' ' || action AS line FROM console_audit WHERE action LIKE '%-account eve%' ORDER BY id`,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'tester@bench add-account eve as safety',
      'tester@bench replace-account eve as admin',
      'tester@bench disable-account eve',
    ]);
  });

  it.each([
    [['add', 'dora', '--role', 'chief'], 64],
    [['add', 'dora'], 64],
    [['add', 'two words', '--role', 'safety'], 64],
  ])('refuses %j', async (args, code) => {
    expect((await user(...args)).code).toBe(code);
  });
});
