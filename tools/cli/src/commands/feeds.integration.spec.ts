import { openDatabase, type SeenByFeed, seenByFeedRepository } from '@renwatch/store';
import { createDatabase, prepareForServices, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../cli.spec-support';

const row = (own: Partial<SeenByFeed>): SeenByFeed => ({
  ...{ feed: 'lab', kind: 'result-code', code: 'NA', system: 'L', unit: 'mmol/L', name: 'Sodium' },
  ...{ isRead: false, reason: null, count: 7, lastSeenAt: '2026-01-02T03:04:05.000Z' },
  ...own,
});

describe('feeds', () => {
  let database: TestDatabase;
  let operatorUrl: string;
  const list = (...args: string[]) => renwatch(['feeds', ...args], { env: { DATABASE_URL: operatorUrl } });

  beforeAll(async () => {
    database = await createDatabase();
    operatorUrl = (await prepareForServices(database.url)).operator;
    const db = openDatabase({ url: database.url, applicationName: 'spec' });
    const rows = [
      row({}),
      row({ code: 'KREA', name: 'Kreatinin', unit: 'umol/L', reason: 'name' }),
      row({ code: '14682-9', name: 'Creatinine', isRead: true }),
      row({ kind: 'message-type', code: 'MDM^T02', reason: 'type-not-read' }),
      row({ feed: 'ward', kind: 'message-type', code: 'ADT^A08', isRead: true }),
    ];
    await seenByFeedRepository.add(db, rows, { maxRowsPerFeed: 100 });
    await db.close({ drainMs: 1_000 });
  });
  afterAll(() => database?.drop());

  it('lists creatinine that is not read first', async () => {
    const { code, out, complaints } = await list();
    expect(code).toBe(0);
    expect(out).toHaveLength(6);
    expect(out[1]).toMatch(
      /^lab +code +KREA +L +Kreatinin +umol\/L +! no \(looks like creatinine\) +7 +2026-01-02 03:04 UTC$/,
    );
    expect(complaints[0]).toMatch(/^1 codes look like creatinine/);
  });

  it('lists one feed, or only what is not read, or JSON', async () => {
    expect((await list('--feed', 'ward', '--json')).out.map((line) => JSON.parse(line).code)).toEqual([
      'ADT^A08',
    ]);
    expect((await list('--unread', '--json')).out.map((line) => JSON.parse(line).code)).toEqual([
      'KREA',
      'MDM^T02',
    ]);
  });
});
