import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { type SeenByFeed, seenByFeedRepository } from './seen-by-feed.repository';

const code = (own: Partial<SeenByFeed> = {}): SeenByFeed => ({
  ...{ feed: 'lab', kind: 'result-code', code: 'KREA', system: 'L', unit: 'umol/L', name: 'Kreatinin' },
  ...{ isRead: false, reason: 'name', count: 2, lastSeenAt: '2026-01-02T00:00:00.000Z' },
  ...own,
});

describe('seen by feed', () => {
  let fresh: FreshDatabase;
  const add = (rows: SeenByFeed[], maxRowsPerFeed = 100) =>
    seenByFeedRepository.add(fresh.db, rows, { maxRowsPerFeed });
  const all = () => seenByFeedRepository.all(fresh.db);

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(() => fresh.db.query('DELETE FROM seen_by_feed'));
  afterAll(() => fresh.drop());

  it('adds counts, and keeps the latest name, outcome and time', async () => {
    await add([code()]);
    const later = code({ name: 'Kreatinin i.S.', isRead: true, reason: null, count: 3 });
    expect(await add([{ ...later, lastSeenAt: '2026-01-01T00:00:00.000Z' }])).toBe(0);
    expect(await all()).toEqual([{ ...later, count: 5 }]);
  });

  it('lists unread creatinine first in each feed', async () => {
    const sodium = code({ code: 'NA', reason: null, count: 9 });
    const type = code({ kind: 'message-type', code: 'ORU^R01', isRead: true, reason: null });
    await add([sodium, type, code(), code({ feed: 'a', code: 'K', reason: null })]);
    expect((await all()).map((row) => row.code)).toEqual(['K', 'KREA', 'NA', 'ORU^R01']);
  });

  it('keeps a bounded number of rows for each feed, likely creatinine first', async () => {
    const others = ['A', 'B', 'C'].map((other) => code({ code: other, reason: null }));
    expect(await add([...others, code(), code({ feed: 'ward' })], 3)).toBe(1);
    expect(await add([code(), code({ code: 'D' })], 3)).toBe(1);
    expect((await all()).map((row) => [row.feed, row.code, row.count])).toEqual([
      ['lab', 'KREA', 4],
      ['lab', 'A', 2],
      ['lab', 'B', 2],
      ['ward', 'KREA', 2],
    ]);
  });
});
