import { mergesRepository, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, prepareForServices, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../cli.spec-support';
import { record } from './records.spec-support';

describe('compare-paging', () => {
  let database: TestDatabase;
  let db: Database;
  let operatorUrl: string;
  const compare = (since: string) =>
    renwatch(['compare-paging', '--since', since], { env: { DATABASE_URL: operatorUrl } });
  const lineOf = (out: readonly string[], name: string) =>
    out
      .find((line) => line.trimStart().startsWith(name))
      ?.replace(/ {2,}/g, ' ')
      .trim();

  beforeAll(async () => {
    database = await createDatabase();
    operatorUrl = (await prepareForServices(database.url)).operator;
    db = openDatabase({ url: database.url, applicationName: 'spec' });
    const { patientId } = await record(db, '1', [
      [0, '80'],
      [24, '130'],
      [36, '132'],
      [48, '212'],
      [60, '150'],
    ]);
    const { patientId: other } = await record(db, '2', [
      [30, '81'],
      [54, '131'],
    ]);
    await record(db, '3', [[0, '80']]);
    const merge = {
      sentAt: '2024-04-05T00:00:00Z',
      receivedAt: '2024-04-05T00:00:00Z',
      messageId: 'm',
      feed: 'f',
    };
    await mergesRepository.apply(db, [{ patientId: other, intoId: patientId, ...merge, isApplied: true }]);
  });
  afterAll(async () => {
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
  });

  it('counts pages by reason, of both numbers of a patient together', async () => {
    const { code, out } = await compare('2024-01-01T00:00Z');
    expect(code).toBe(0);
    expect(lineOf(out, 'patients')).toBe('patients with an alert 1');
    expect(lineOf(out, 'pages if')).toBe('pages if every result pages 5');
    expect(lineOf(out, 'pages by')).toBe('pages by episodes 3, 60% of them');
    expect(lineOf(out, 'rise')).toBe('rise 1');
    // The other number's value between two alerts is an improvement.
    expect(lineOf(out, 'relapse')).toBe('relapse 1');
    expect(lineOf(out, 'held')).toBe('held back 2');
    expect(lineOf(out, 'first alerts')).toBe('first alerts and rises 2, of which 2 are paged by episodes');
  });

  it('counts nothing after the last decision', async () => {
    const { code, out } = await compare('2025-01-01T00:00Z');
    expect(code).toBe(0);
    expect(lineOf(out, 'pages if')).toBe('pages if every result pages 0');
  });
});
