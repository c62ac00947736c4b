import { randomUUID } from 'node:crypto';
import { migrate, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, testKafkaBrokers, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../cli.spec-support';
import { record } from './records.spec-support';

describe('renwatch retain', () => {
  let database: TestDatabase;
  let db: Database;
  const retain = (ages: Record<string, string>, ...args: string[]) =>
    renwatch(['retain', ...args], {
      env: { DATABASE_URL: database.url, KAFKA_BROKERS: testKafkaBrokers().join(','), ...ages },
      now: () => new Date('2030-01-01T00:00:00Z'),
    });
  const results = async () => (await db.query('SELECT 1 FROM results')).length;

  beforeAll(async () => {
    database = await createDatabase();
    db = openDatabase({ url: database.url, applicationName: 'spec' });
    await migrate(db);
    await record(db, 'old', [
      [0, '80'],
      [24, '90'],
    ]);
  });
  afterAll(async () => {
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
  });

  it('removes nothing until an age is set', async () => {
    expect(await retain({})).toMatchObject({ code: 0, out: ['nothing removed: no RETAIN_..._DAYS is set'] });
    expect(await results()).toBe(2);
  });

  it('reports every age that is too short', async () => {
    const ages = { RETAIN_PATIENTS_DAYS: '730', RETAIN_DEAD_LETTERS_DAYS: '6' };
    const { code, complaints } = await retain(ages);
    expect(code).toBe(78);
    expect(complaints.join()).toContain('give 0, or days from 731 to 36500');
    expect(complaints.join()).toContain('give 0, or days from 7 to 36500');
  });

  it('counts if asked, and removes all that is old in one run', async () => {
    const ages = { RETAIN_DECISIONS_DAYS: '731', RETAIN_PAGES_DAYS: '90' };
    expect((await retain(ages, '--dry-run')).out).toEqual(['would remove: 1 decisions']);
    expect((await retain(ages)).out).toEqual(['removed: 1 decisions']);
    // The newest result stays, and the one that its decision looked back on.
    expect(await results()).toBe(2);
    expect((await retain(ages)).out).toEqual(['removed: nothing']);
  });

  it('tells a login without the right which one has it', async () => {
    const role = `retainer_${randomUUID().replaceAll('-', '')}`;
    await db.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'p'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const url = Object.assign(new URL(database.url), { username: role, password: 'p' }).toString();
    const refused = await retain({ DATABASE_URL: url, RETAIN_DECISIONS_DAYS: '731' });
    expect(refused).toMatchObject({
      code: 1,
      complaints: [expect.stringContaining('the login of their owner')],
    });
    await db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});
