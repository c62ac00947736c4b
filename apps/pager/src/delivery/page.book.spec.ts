import { slots, somePage } from '../pager.spec-support';
import { PageBook } from './page.book';

const NOW_MS = Date.parse('2024-01-20T12:00:00.000Z');
const minutesAgo = (minutes: number) => ({ decidedAt: new Date(NOW_MS - minutes * 60_000).toISOString() });
const none = () => false;

describe('PageBook', () => {
  let nowMs: number;
  let setBackMs: number;
  let book: PageBook;

  const newBook = (maxPages: number) =>
    new PageBook({
      ...{ urgentForMs: 15 * 60_000, maxPages },
      now: () => nowMs - setBackMs,
      monotonicMs: () => nowMs,
    });

  beforeEach(() => {
    nowMs = NOW_MS;
    setBackMs = 0;
    book = newBook(3);
  });

  it('returns pages of the last 15 minutes, the earliest first', () => {
    const pages = [somePage(minutesAgo(1)), somePage(minutesAgo(15)), somePage(minutesAgo(15.01))];
    book.owe(pages);
    expect(book.urgent(slots(9), none)).toEqual([pages[1], pages[0]]);
    nowMs += 60_000;
    expect(book.urgent(slots(9), none)).toEqual([pages[0]]);
  });

  it('fills the free slots of each stage, the highest stage first', () => {
    const pages = ([1, 3, 2, 1, 3] as const).map((stage, i) => somePage({ stage, ...minutesAgo(9 - i) }));
    const [low, older3, middle, , newer3] = pages;
    const book = newBook(9);
    book.owe(pages);
    expect(book.urgent(slots(4), none)).toEqual([older3, newer3, middle, low]);
    expect(book.urgent({ stage1: 0, stage2: 1, stage3: 3 }, none)).toEqual([older3, newer3]);
  });

  it('leaves out pages under way, settled or waiting to be retried', () => {
    const [a, b, c] = [somePage(minutesAgo(1)), somePage(minutesAgo(2)), somePage(minutesAgo(3))];
    book.owe([a, b, c]);
    book.settle([a.alertId]);
    book.postpone(b.alertId, 10);
    expect(book.urgent(slots(9), (id) => id === c.alertId)).toEqual([]);
    nowMs += 10;
    expect(book.urgent(slots(9), none)).toEqual([c, b]);
  });

  it('knows the pages that the database did not take', () => {
    const [a, b, old] = [somePage(minutesAgo(1)), somePage(minutesAgo(2)), somePage(minutesAgo(16))];
    book.owe([a, b, old]);
    book.missed([a, b, old].map(({ alertId }) => alertId));
    expect([a, b, old].map(({ alertId }) => book.isMissed(alertId))).toEqual([true, true, false]);
    book.recorded([a.alertId]);
    book.settle([b.alertId]);
    expect([a, b].map(({ alertId }) => book.isMissed(alertId))).toEqual([false, false]);
  });

  it.each(['recorded', 'stored'] as const)('ignores a failure that comes after the page was %s', (mark) => {
    const page = somePage(minutesAgo(1));
    book.owe([page]);
    book[mark]([page.alertId]);
    book.missed([page.alertId]);
    expect(book.isMissed(page.alertId)).toBe(false);
  });

  it('counts the attempts at a page, and those that may have arrived', () => {
    const page = somePage(minutesAgo(1));
    book.owe([page]);
    const failed = (mayHaveArrived: boolean) => book.failed(page.alertId, { mayHaveArrived });
    expect([failed(true), failed(false), failed(true)]).toEqual([
      { attempts: 1, unconfirmed: 1 },
      { attempts: 2, unconfirmed: 1 },
      { attempts: 3, unconfirmed: 2 },
    ]);
    expect(book.owed().mostUnconfirmed).toBe(2);
  });

  it('retries after its delay although the clock is set back', () => {
    const page = somePage(minutesAgo(1));
    book.owe([page]);
    book.postpone(page.alertId, 10);
    setBackMs = 10 * 60_000;
    expect(book.urgent(slots(9), none)).toEqual([]);
    nowMs += 10;
    expect(book.urgent(slots(9), none)).toEqual([page]);
  });

  it('keeps a delivered page out of the owed until it is recorded', () => {
    const page = somePage(minutesAgo(1));
    const delivered = { ...page, deliveredAt: new Date(nowMs).toISOString() };
    book.owe([page]);
    book.keep(delivered);
    book.owe([page]);
    expect(book.urgent(slots(9), none)).toEqual([]);
    expect(book.stamped([page])).toEqual([delivered]);
    expect(book.unrecordedPages()).toEqual([delivered]);
    book.recorded([page.alertId]);
    expect(book.stamped([page])).toEqual([page]);
  });

  it('counts owed pages and their oldest, urgent or lapsed', () => {
    expect(book.owed()).toMatchObject({ pending: 0, oldestPendingAt: null });
    const [old, late, fresh] = [somePage(minutesAgo(20)), somePage(minutesAgo(14)), somePage(minutesAgo(1))];
    book.owe([fresh, old, late]);
    nowMs += 2 * 60_000;
    expect(book.urgent(slots(9), none)).toEqual([fresh]);
    expect(book.owed()).toMatchObject({ pending: 3, oldestPendingAt: old.decidedAt });
    book.settle([old.alertId]);
    expect(book.owed()).toMatchObject({ pending: 2, oldestPendingAt: late.decidedAt });
    book.keep({ ...late, deliveredAt: late.decidedAt });
    book.keep({ ...fresh, deliveredAt: fresh.decidedAt });
    book.owe([late, fresh]);
    expect(book.owed()).toMatchObject({ pending: 0, oldestPendingAt: null });
  });

  it('forgets lapsed pages once the database has counted', () => {
    const [old, recent] = [somePage(minutesAgo(20)), somePage(minutesAgo(1))];
    book.owe([old, recent]);
    book.counted();
    expect(book.owed()).toMatchObject({ pending: 1, oldestPendingAt: recent.decidedAt });
  });

  it('drops pages of the lowest stage first', () => {
    const pages = ([3, 1, 2, 1, 1, 3] as const).map((stage) => somePage({ stage, ...minutesAgo(1) }));
    for (const page of pages) book.owe([page]);
    expect(book.urgent(slots(9), none).map(({ level }) => level)).toEqual([3, 3, 2]);
  });

  it('drops the oldest entries beyond its bound', () => {
    const pages = Array.from({ length: 5 }, () => somePage(minutesAgo(1)));
    book.owe(pages);
    expect(book.urgent(slots(9), none)).toHaveLength(3);
    book.owe(Array.from({ length: 5 }, () => somePage(minutesAgo(20))));
    expect(book.owed().pending).toBe(6);
    for (const page of pages) book.keep({ ...page, deliveredAt: page.decidedAt });
    expect(book.unrecordedPages().map((page) => page.alertId)).toEqual(
      pages.slice(2).map((page) => page.alertId),
    );
  });
});
