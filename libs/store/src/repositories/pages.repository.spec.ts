import { randomUUID } from 'node:crypto';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { newPage } from '../store.spec-support';
import { pagesRepository } from './pages.repository';

const LEASE_MS = 60_000;
const claim = { owner: 'a', leaseMs: LEASE_MS, limit: 100 };

describe('pages', () => {
  let fresh: FreshDatabase;
  let id: string;
  const expireLeases = () => fresh.db.query(`UPDATE pages SET claimed_until = now() - interval '1 ms'`);
  const makeDue = () => fresh.db.query('UPDATE pages SET next_attempt_at = now()');

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(async () => {
    await fresh.db.query('DELETE FROM pages');
    id = randomUUID();
  });
  afterAll(() => fresh.drop());

  it('are owed once, however often their alert comes', async () => {
    expect(await pagesRepository.insert(fresh.db, [newPage(id)])).toEqual([id]);
    expect(await pagesRepository.insert(fresh.db, [newPage(id, { body: 'other' })])).toEqual([]);
    const [page, ...more] = await pagesRepository.claimDue(fresh.db, claim);
    expect(more).toEqual([]);
    expect(page).toEqual({
      ...newPage(id),
      attempts: 1,
      unconfirmed: 0,
      retraction: null,
      traceparent: null,
    });
  });

  it('keep the trace of their alert for every attempt', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await pagesRepository.insert(fresh.db, [newPage(id, { traceparent })]);
    await pagesRepository.claimDue(fresh.db, claim);
    await expireLeases();
    expect(await pagesRepository.claimDue(fresh.db, claim)).toMatchObject([{ attempts: 2, traceparent }]);
  });

  it('are owed once if their alert comes twice, and stay delivered', async () => {
    const at = '2024-01-20T22:51:01.000Z';
    const twice = [newPage(id), newPage(id, { deliveredAt: at }), newPage(id)];
    expect(await pagesRepository.insert(fresh.db, twice)).toEqual([id]);
    expect(await pagesRepository.counts(fresh.db)).toMatchObject({ pending: 0, delivered: 1 });
  });

  it('are never claimed by two at once', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    await pagesRepository.insert(
      fresh.db,
      ids.map((alertId) => newPage(alertId)),
    );
    const claimed: string[] = [];
    const claimAll = async (owner: string) => {
      const db = fresh.open({ maxConnections: 1 });
      for (;;) {
        const pages = await pagesRepository.claimDue(db, { owner, leaseMs: LEASE_MS, limit: 7 });
        if (pages.length === 0) return;
        claimed.push(...pages.map((page) => page.alertId));
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(claimAll));
    expect(claimed.sort()).toEqual(ids.sort());
  });

  it('go to another only when the lease has ended', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    expect(await pagesRepository.claimDue(fresh.db, { ...claim, owner: 'b' })).toEqual([]);
    await expireLeases();
    expect(await pagesRepository.claimDue(fresh.db, { ...claim, owner: 'b' })).toMatchObject([
      { attempts: 2 },
    ]);
  });

  it('are claimed by stage, highest first, and the oldest first within one', async () => {
    const due = [
      [1, '2024-01-01'],
      [2, '2024-01-04'],
      [3, '2024-01-06'],
      [2, '2024-01-03'],
      [3, '2024-01-05'],
      [1, '2024-01-02'],
    ] as const;
    const pages = due.map(([level, day]) =>
      newPage(randomUUID(), { level, decidedAt: `${day}T00:00:00.000Z` }),
    );
    await pagesRepository.insert(fresh.db, pages);
    const claimed = async (limit: number) =>
      (await pagesRepository.claimDue(fresh.db, { ...claim, limit })).map(
        ({ level, decidedAt }) => `${level} ${decidedAt.slice(0, 10)}`,
      );
    expect(await claimed(1)).toEqual(['3 2024-01-05']);
    expect(await claimed(2)).toEqual(['3 2024-01-06', '2 2024-01-03']);
    expect(await claimed(9)).toEqual(['2 2024-01-04', '1 2024-01-01', '1 2024-01-02']);
  });

  it.each([
    { limits: { limit: 0, stage2Limit: 1, stage3Limit: 2 }, levels: [3, 3] },
    { limits: { limit: 0, stage2Limit: 3, stage3Limit: 4 }, levels: [3, 3, 2] },
    { limits: { limit: 1, stage2Limit: 5, stage3Limit: 5 }, levels: [3, 3, 2, 2] },
    { limits: { limit: 5, stage2Limit: 5, stage3Limit: 5 }, levels: [3, 3, 2, 2, 1] },
    { limits: { limit: -3, stage2Limit: -2, stage3Limit: -1 }, levels: [] },
    { limits: { limit: -3, stage2Limit: 0, stage3Limit: 1 }, levels: [3] },
  ])('are claimed up to the limit of their stage: $limits', async ({ limits, levels }) => {
    const pages = [1, 1, 2, 2, 3, 3].map((level) => newPage(randomUUID(), { level }));
    await pagesRepository.insert(fresh.db, pages);
    const claimed = await pagesRepository.claimDue(fresh.db, { ...claim, ...limits });
    expect(claimed.map(({ level }) => level)).toEqual(levels);
  });

  it('end when delivered, and a second delivery is a repeat', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    const at = '2024-01-20T22:51:01.000Z';
    expect(await pagesRepository.delivered(fresh.db, id, { at })).toBe(true);
    expect(await pagesRepository.delivered(fresh.db, id, { at })).toBe(false);
    await expireLeases();
    expect(await pagesRepository.claimDue(fresh.db, claim)).toEqual([]);
    expect(await pagesRepository.counts(fresh.db)).toEqual({
      pending: 0,
      oldestPendingAt: null,
      delivered: 1,
      refused: 0,
      retracted: 0,
    });
  });

  it('are due again after their delay', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    await pagesRepository.retryLater(fresh.db, id, { owner: 'a', delayMs: 60_000, error: 'HTTP 500' });
    expect(await pagesRepository.claimDue(fresh.db, claim)).toEqual([]);
    await makeDue();
    expect(await pagesRepository.claimDue(fresh.db, claim)).toMatchObject([{ alertId: id, attempts: 2 }]);
  });

  it('count the attempts that may have arrived', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    for (const mayHaveArrived of [true, false, true]) {
      await pagesRepository.claimDue(fresh.db, claim);
      const failure = { owner: 'a', delayMs: 0, error: 'timeout', mayHaveArrived };
      await pagesRepository.retryLater(fresh.db, id, failure);
    }
    expect(await pagesRepository.backlog(fresh.db)).toMatchObject({ mostUnconfirmed: 2 });
    expect(await pagesRepository.claimDue(fresh.db, claim)).toMatchObject([{ attempts: 4, unconfirmed: 2 }]);
  });

  describe('when the clock of the server is set back', () => {
    /** Setting the clock back leaves times further ahead. */
    const setBack = (seconds: number) =>
      fresh.db.query(
        `UPDATE pages SET next_attempt_at = next_attempt_at + $1 * interval '1 s',
          claimed_until = claimed_until + $1 * interval '1 s'`,
        [seconds],
      );
    const retryLater = (delayMs: number) =>
      pagesRepository.retryLater(fresh.db, id, { owner: 'a', delayMs, error: 'timeout' });
    const claimedCount = async () => (await pagesRepository.claimDue(fresh.db, claim)).length;

    beforeEach(() => pagesRepository.insert(fresh.db, [newPage(id)]));

    it.each([2, 600, 86_400])('by %i s, a new page is due', async (seconds) => {
      await setBack(seconds);
      expect(await claimedCount()).toBe(1);
    });

    it.each([
      { delayMs: 60_000, seconds: 0, due: 0 },
      { delayMs: 60_000, seconds: 600, due: 1 },
      { delayMs: 200, seconds: 2, due: 1 },
      { delayMs: 0, seconds: 2, due: 1 },
    ])('by $seconds s, $due page is due', async ({ delayMs, seconds, due }) => {
      await claimedCount();
      await retryLater(delayMs);
      await setBack(seconds);
      expect(await claimedCount()).toBe(due);
    });

    it.each([
      { seconds: 0, due: 0 },
      { seconds: 600, due: 1 },
    ])('by $seconds s, $due lease has ended', async ({ seconds, due }) => {
      await claimedCount();
      await setBack(seconds);
      expect(await claimedCount()).toBe(due);
    });

    it('a lease longer than ours still holds', async () => {
      await pagesRepository.claimDue(fresh.db, { ...claim, leaseMs: 10 * LEASE_MS });
      expect(await claimedCount()).toBe(0);
    });

    it('times that an earlier version set count as they stand', async () => {
      await fresh.db.query('UPDATE pages SET retry_delay = NULL');
      await setBack(600);
      expect(await claimedCount()).toBe(0);
    });
  });

  it('stay with their new holder when the old one reports failure', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    await expireLeases();
    await pagesRepository.claimDue(fresh.db, { ...claim, owner: 'b' });
    await pagesRepository.retryLater(fresh.db, id, { owner: 'a', delayMs: 0, error: 'time-out' });
    expect(await pagesRepository.claimDue(fresh.db, { ...claim, owner: 'c' })).toEqual([]);
  });

  it('that were refused are not tried again', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    expect(await pagesRepository.refused(fresh.db, id, { error: 'HTTP 400' })).toBe(true);
    expect(await pagesRepository.refused(fresh.db, id, { error: 'HTTP 400' })).toBe(false);
    expect(await pagesRepository.claimDue(fresh.db, claim)).toEqual([]);
    expect(await pagesRepository.counts(fresh.db)).toMatchObject({ pending: 0, refused: 1 });
  });

  it('are owed again only if refused and reopened', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    expect(await pagesRepository.reopen(fresh.db, id)).toBe('unchanged');
    await pagesRepository.refused(fresh.db, id, { error: 'HTTP 400' });
    expect(await pagesRepository.reopen(fresh.db, id)).toBe('owed');
    expect(await pagesRepository.claimDue(fresh.db, claim)).toMatchObject([{ alertId: id, attempts: 2 }]);
    await pagesRepository.delivered(fresh.db, id, { at: '2024-01-20T22:51:01.000Z' });
    expect(await pagesRepository.reopen(fresh.db, id)).toBe('unchanged');
    expect(await pagesRepository.reopen(fresh.db, randomUUID())).toBe('unknown');
  });

  it('delivered before they could be recorded are recorded as delivered', async () => {
    const at = '2024-01-20T22:51:01.000Z';
    expect(await pagesRepository.insert(fresh.db, [newPage(id, { deliveredAt: at })])).toEqual([id]);
    const other = randomUUID();
    await pagesRepository.insert(fresh.db, [newPage(other)]);
    expect(await pagesRepository.insert(fresh.db, [newPage(other, { deliveredAt: at })])).toEqual([]);
    expect(await pagesRepository.claimDue(fresh.db, claim)).toEqual([]);
    expect(await pagesRepository.counts(fresh.db)).toMatchObject({ pending: 0, delivered: 2 });
  });

  it('given back at a stop are due at once for another', async () => {
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    await pagesRepository.claimDue(fresh.db, claim);
    await pagesRepository.release(fresh.db, { owner: 'a', alertIds: [id] });
    expect(await pagesRepository.claimDue(fresh.db, { ...claim, owner: 'b' })).toMatchObject([
      { attempts: 1 },
    ]);
  });

  it('tell how many are owed and since when', async () => {
    await pagesRepository.insert(fresh.db, [
      newPage(id),
      newPage(randomUUID(), { decidedAt: '2024-01-19T00:00:00.000Z' }),
    ]);
    expect(await pagesRepository.backlog(fresh.db)).toEqual({
      pending: 2,
      oldestPendingAt: '2024-01-19T00:00:00.000Z',
      mostUnconfirmed: 0,
    });
  });
});
