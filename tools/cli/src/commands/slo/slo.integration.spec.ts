import { randomUUID } from 'node:crypto';
import { migrate, openDatabase, pagesRepository } from '@renwatch/store';
import { createDatabase, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../../cli.spec-support';

describe('slo', () => {
  let database: TestDatabase;
  const report = (...args: string[]) => renwatch(['slo', ...args], { env: { DATABASE_URL: database.url } });

  beforeAll(async () => {
    database = await createDatabase();
    const db = openDatabase({ url: database.url, applicationName: 'spec' });
    await migrate(db);
    const receivedAt = new Date(Date.now() - 3_600_000).toISOString();
    const deliveredAt = new Date(Date.parse(receivedAt) + 500).toISOString();
    const page = { mrn: '1', observedLocal: '20260301', body: '1,20260301', source: 'rule', level: 3 };
    await pagesRepository.insert(db, [
      { ...page, alertId: randomUUID(), receivedAt, decidedAt: receivedAt, deliveredAt },
    ]);
    await db.close({ drainMs: 1_000 });
  });
  afterAll(() => database?.drop());

  it('reports the last 28 days from the database', async () => {
    const { code, out } = await report();
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(
      /delivered +1 of 1 \(100 %\)\n +within 3 s of receipt +1 of 1 \(100 %\), objective 99 %: met/,
    );
  });

  it('reports a shorter span as JSON', async () => {
    const { out } = await report('--since', '30m', '--json');
    expect(JSON.parse(out.join(''))).toMatchObject({
      pages: { pages: 0, delivered: 0, p50S: null },
      feeds: [],
    });
  });

  it('names a time that it cannot read', async () => {
    const { code, complaints } = await report('--since', 'yesterday');
    expect(code).toBe(64);
    expect(complaints.join('\n')).toContain('yesterday');
  });
});
