import { somePage } from '../pager.spec-support';
import { BacklogReporter } from './backlog.reporter';
import { PageBook } from './page.book';
import { type Backlog } from './page-store.port';

const none: Backlog = { pending: 0, oldestPendingAt: null, mostUnconfirmed: 0, retractedAfterDelivery: 0 };
const MINUTE_MS = 60_000;

describe('BacklogReporter', () => {
  let count: () => Promise<Backlog>;
  let book: PageBook;
  let reported: Backlog[];

  const newReporter = (everyMs = 0) =>
    new BacklogReporter({
      ...{ store: { backlog: () => count() }, book, everyMs },
      events: { backlog: (backlog) => void reported.push(backlog) },
    });
  const minutesAgo = (minutes: number) =>
    somePage({ decidedAt: new Date(Date.now() - minutes * MINUTE_MS).toISOString() });
  /** Lets a count under way arrive. */
  const arrived = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    count = () => Promise.resolve(none);
    book = new PageBook({ urgentForMs: 15 * MINUTE_MS, maxPages: 100, now: Date.now, monotonicMs: Date.now });
    reported = [];
  });

  it('reports the count of the database while it answers', async () => {
    book.owe([minutesAgo(2)]);
    newReporter().report({ isStoreAway: false });
    await arrived();
    expect(reported).toEqual([none]);
  });

  it('reports pages from memory while the database is away', async () => {
    const reporter = newReporter();
    reporter.report({ isStoreAway: false });
    await arrived();
    const pages = [minutesAgo(1), minutesAgo(20), minutesAgo(3)];
    book.owe(pages);
    reporter.report({ isStoreAway: true });
    book.settle(pages.slice(1).map(({ alertId }) => alertId));
    reporter.report({ isStoreAway: true });
    expect(reported).toEqual([
      none,
      { ...none, pending: 3, oldestPendingAt: pages[1]?.decidedAt },
      { ...none, pending: 1, oldestPendingAt: pages[0]?.decidedAt },
    ]);
  });

  it('reports no less than the last count of the database', async () => {
    const counted = {
      pending: 7,
      oldestPendingAt: '2024-01-20T12:00:00.000Z',
      mostUnconfirmed: 3,
      retractedAfterDelivery: 2,
    };
    count = () => Promise.resolve(counted);
    const reporter = newReporter();
    reporter.report({ isStoreAway: false });
    await arrived();
    book.owe([minutesAgo(1)]);
    reporter.report({ isStoreAway: true });
    expect(reported).toEqual([counted, counted]);
  });

  it('reports the database’s count again once it is back', async () => {
    const reporter = newReporter();
    book.owe([minutesAgo(20)]);
    reporter.report({ isStoreAway: true });
    reporter.report({ isStoreAway: false });
    await arrived();
    reporter.report({ isStoreAway: true });
    expect(reported.map(({ pending }) => pending)).toEqual([1, 0, 0]);
  });

  it('asks a silent database once and keeps its interval', async () => {
    let asked = 0;
    count = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const reporter = newReporter();
    reporter.report({ isStoreAway: false });
    reporter.report({ isStoreAway: false });
    expect(asked).toBe(1);
    const rare = newReporter(60 * MINUTE_MS);
    rare.report({ isStoreAway: true });
    rare.report({ isStoreAway: true });
    expect(reported).toEqual([none]);
  });
});
