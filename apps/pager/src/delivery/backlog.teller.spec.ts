import { somePage } from '../pager.spec-support';
import { BacklogTeller } from './backlog.teller';
import { PageBook } from './page.book';
import { type Backlog } from './page.store';

const none: Backlog = { pending: 0, oldestPendingAt: null };
const MINUTE_MS = 60_000;

describe('what is owed', () => {
  let count: () => Promise<Backlog>;
  let book: PageBook;
  let told: Backlog[];

  const newTeller = (everyMs = 0) =>
    new BacklogTeller({
      ...{ store: { backlog: () => count() }, book, everyMs },
      events: { backlog: (backlog) => void told.push(backlog) },
    });
  const minutesAgo = (minutes: number) =>
    somePage({ decidedAt: new Date(Date.now() - minutes * MINUTE_MS).toISOString() });
  /** Lets a count that was asked for arrive. */
  const arrival = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    count = () => Promise.resolve(none);
    book = new PageBook({ urgentForMs: 15 * MINUTE_MS, maxPages: 100, now: Date.now });
    told = [];
  });

  it('is what the database counts while it is there', async () => {
    book.owe([minutesAgo(2)]);
    newTeller().tell({ isStoreAway: false });
    await arrival();
    expect(told).toEqual([none]);
  });

  it('is known also while the database is away that counted none, from the oldest page on, until it is delivered', async () => {
    const teller = newTeller();
    teller.tell({ isStoreAway: false });
    await arrival();
    const pages = [minutesAgo(1), minutesAgo(20), minutesAgo(3)];
    book.owe(pages);
    teller.tell({ isStoreAway: true });
    book.settle(pages.slice(1).map(({ alertId }) => alertId));
    teller.tell({ isStoreAway: true });
    expect(told).toEqual([
      none,
      { pending: 3, oldestPendingAt: pages[1]?.decidedAt },
      { pending: 1, oldestPendingAt: pages[0]?.decidedAt },
    ]);
  });

  it('is not less than the database counted before it went away, which knows more pages than this process', async () => {
    const counted = { pending: 7, oldestPendingAt: '2024-01-20T12:00:00.000Z' };
    count = () => Promise.resolve(counted);
    const teller = newTeller();
    teller.tell({ isStoreAway: false });
    await arrival();
    book.owe([minutesAgo(1)]);
    teller.tell({ isStoreAway: true });
    expect(told).toEqual([counted, counted]);
  });

  it('is the database’s count again when that is back, without pages that others delivered long ago', async () => {
    const teller = newTeller();
    book.owe([minutesAgo(20)]);
    teller.tell({ isStoreAway: true });
    teller.tell({ isStoreAway: false });
    await arrival();
    teller.tell({ isStoreAway: true });
    expect(told.map(({ pending }) => pending)).toEqual([1, 0, 0]);
  });

  it('is asked of a silent database once, and told no more often than it should be', async () => {
    let asked = 0;
    count = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const teller = newTeller();
    teller.tell({ isStoreAway: false });
    teller.tell({ isStoreAway: false });
    expect(asked).toBe(1);
    const rare = newTeller(60 * MINUTE_MS);
    rare.tell({ isStoreAway: true });
    rare.tell({ isStoreAway: true });
    expect(told).toEqual([none]);
  });
});
