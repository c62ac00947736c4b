import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { type Database } from '../database/database';
import { migrate } from '../migrate/migrate';
import { loginOf } from './database-login';
import { prepareDatabase } from './prepare-database';
import { DATABASE_USERS, SERVICE_RIGHTS, type DatabaseUser } from './service-rights';

const APPEND_ONLY = [
  'console_audit',
  'console_audit_patients',
  'decisions',
  'merges',
  'result_revisions',
  'shadow_decisions',
];

describe('a database with a login for each service', () => {
  let fresh: FreshDatabase;
  let urls: Readonly<Record<DatabaseUser, string>>;
  let sessions: Readonly<Record<DatabaseUser, Database>>;
  const names: string[] = [];

  /** The URL of a role that no other spec has. */
  function urlOf(user: string, password = 'kept; "by" the \'server\''): string {
    const name = `${user} ${new URL(fresh.url).pathname.slice(1)}`;
    names.push(name);
    const url = new URL(fresh.url);
    url.username = encodeURIComponent(name);
    url.password = encodeURIComponent(password);
    return url.toString();
  }

  beforeAll(async () => {
    fresh = await freshDatabase({ migrated: false });
    const logins = DATABASE_USERS.map((user) => [user, urlOf(user)] as const);
    urls = Object.fromEntries(logins) as typeof urls;
    await prepareDatabase(fresh.db, { logins: logins.map(([user, url]) => loginOf(user, url)) });
    const opened = logins.map(([user, url]) => [user, fresh.open({ url, maxConnections: 1 })]);
    sessions = Object.fromEntries(opened) as typeof sessions;
  });

  afterAll(async () => {
    for (const name of new Set(names)) {
      const [role] = await fresh.db.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
      if (role) await fresh.db.query(`DROP OWNED BY "${name}"`);
      await fresh.db.query(`DROP ROLE IF EXISTS "${name}"`);
    }
    await fresh.drop();
  });

  it.each(DATABASE_USERS)('lets %s check the schema with its own password', async (user) => {
    expect((await migrate(sessions[user])).applied).toEqual([]);
    const wrong = fresh.open({ url: urls[user].replace('kept', 'lost'), maxConnections: 1 });
    await expect(wrong.ping()).rejects.toThrow('28P01');
  });

  it.each(DATABASE_USERS.flatMap((user) => APPEND_ONLY.map((table) => [user, table] as const)))(
    'keeps %s from changing, deleting and unlocking %s',
    async (user, table) => {
      for (const statement of [
        `UPDATE ${table} SET ${(await columnsOf(table))[0]} = DEFAULT`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
        `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
        `DROP TABLE ${table}`,
      ])
        await expect(sessions[user].query(statement)).rejects.toMatchObject({ sqlState: '42501' });
    },
  );

  it.each(DATABASE_USERS)('gives %s no right to delete, and none but those listed', async (user) => {
    const held = await sessions[user].query<{ table: string; right: string }>(
      `SELECT c.relname AS "table", r.right FROM pg_class c
       CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS r ("right")
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
         AND has_table_privilege(c.oid, r.right)
       ORDER BY 1, 2`,
    );
    const listed = Object.entries(SERVICE_RIGHTS[user]).flatMap(([table, rights]) =>
      rights.filter((right) => !right.includes('(')).map((right) => ({ table, right: String(right) })),
    );
    const order = (a: { table: string; right: string }, b: { table: string; right: string }) =>
      `${a.table} ${a.right}`.localeCompare(`${b.table} ${b.right}`, 'en');
    expect([...held].sort(order)).toEqual(listed.sort(order));
  });

  it('names the rights of every table', async () => {
    const tables = await fresh.db.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
    );
    const listed = new Set(Object.values(SERVICE_RIGHTS).flatMap((rights) => Object.keys(rights)));
    expect([...listed].sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('takes back rights that a service should not have', async () => {
    await fresh.db.query(`GRANT DELETE ON decisions TO "${loginOf('pager', urls.pager).name}"`);
    const logins = DATABASE_USERS.map((user) => loginOf(user, urls[user]));
    await Promise.all([prepareDatabase(fresh.db, { logins }), prepareDatabase(fresh.db, { logins })]);
    await expect(sessions.pager.query('DELETE FROM decisions')).rejects.toMatchObject({ sqlState: '42501' });
    await expect(sessions.pager.query('SELECT FROM pages')).resolves.toEqual([]);
  });

  it('takes no rights away that a newer version has given', async () => {
    const newer = `INSERT INTO schema_migrations (name, checksum) VALUES ('9999_newer', '')`;
    await fresh.db.query(newer);
    await fresh.db.query(`CREATE TABLE newer (id int)`);
    await fresh.db.query(`GRANT SELECT ON newer TO "${loginOf('pager', urls.pager).name}"`);
    await prepareDatabase(fresh.db, { logins: [loginOf('pager', urls.pager)] });
    await expect(sessions.pager.query('SELECT FROM newer')).resolves.toEqual([]);
    await fresh.db.query(`DELETE FROM schema_migrations WHERE name = '9999_newer'`);
    await prepareDatabase(fresh.db, { logins: [loginOf('pager', urls.pager)] });
    await expect(sessions.pager.query('SELECT FROM newer')).rejects.toMatchObject({ sqlState: '42501' });
    await fresh.db.query('DROP TABLE newer');
  });

  it('makes a service wait until the owner has applied the migrations', async () => {
    const later = await freshDatabase({ migrated: false });
    const url = Object.assign(new URL(urls.pager), { pathname: new URL(later.url).pathname }).toString();
    const pager = later.open({ url, maxConnections: 1 });
    await expect(migrate(pager)).rejects.toMatchObject({ name: 'MigrationsPendingError', retriable: true });
    await migrate(later.db);
    await expect(migrate(pager)).rejects.toMatchObject({ name: 'MigrationsPendingError', retriable: true });
    await prepareDatabase(later.db, { logins: [loginOf('pager', urls.pager)] });
    await expect(migrate(pager)).resolves.toMatchObject({ applied: [] });
    await later.drop();
  });

  it('leaves a database with one role for everything as it is', async () => {
    await prepareDatabase(fresh.db, { logins: DATABASE_USERS.map((user) => loginOf(user, fresh.url)) });
    await expect(fresh.db.query('SELECT FROM decisions')).resolves.toEqual([]);
  });

  it('refuses a login that has the rights of the owner', async () => {
    const [url] = [urlOf('chief')];
    await fresh.db.query(`CREATE ROLE "${loginOf('pager', url ?? '').name}" LOGIN SUPERUSER`);
    await expect(prepareDatabase(fresh.db, { logins: [loginOf('pager', url ?? '')] })).rejects.toMatchObject({
      name: 'MigrationError',
      message: expect.stringContaining('has the rights of the owner') as string,
    });
  });

  it('tells which role to create if the owner may create none', async () => {
    const owner = urlOf('owner');
    const { name } = loginOf('pager', owner);
    await fresh.db.query(`CREATE ROLE "${name}" LOGIN PASSWORD 'p'`);
    const own = await freshDatabase({ migrated: false });
    await own.db.query(`ALTER DATABASE ${new URL(own.url).pathname.slice(1)} OWNER TO "${name}"`);
    const url = Object.assign(new URL(own.url), { username: encodeURIComponent(name), password: 'p' });
    const db = own.open({ url: url.toString() });
    const missing = loginOf('inference', urlOf('missing'));
    await expect(prepareDatabase(db, { logins: [missing] })).rejects.toThrow(`CREATE ROLE "${missing.name}"`);
    await expect(
      prepareDatabase(db, { logins: [loginOf('inference', urls.inference)] }),
    ).resolves.toMatchObject({ applied: [] });
    await own.drop();
  });

  async function columnsOf(table: string): Promise<string[]> {
    const columns = await fresh.db.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum`,
      [table],
    );
    return columns.map(({ name }) => name);
  }
});
