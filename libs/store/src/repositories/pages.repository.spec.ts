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
    });
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
    });
  });
});
