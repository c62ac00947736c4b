import { somePage, until } from '../pager.spec-support';
import { type Page } from './page';
import { DeliveryLoop } from './delivery.loop';
import { MemoryPageStore } from './memory-page.store.spec-support';
import { PageBook } from './page.book';

const HOUR_MS = 3_600_000;
const ignore = (): void => undefined;

describe('DeliveryLoop claims', () => {
  let store: MemoryPageStore;
  let book: PageBook;
  let loop: DeliveryLoop;
  let sent: number[];
  /** Alert ids of pages that were sent without a claim. */
  let direct: string[];
  let retractions: string[];

  /** Only a stage 3 ends before the loop is stopped. */
  const deliver = ({ level, alertId }: Page, signal: AbortSignal): Promise<undefined> => {
    sent.push(level);
    if (level < 3)
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    book.settle([alertId]);
    return Promise.resolve(undefined);
  };
  const deliverDirectly = (page: Page, signal: AbortSignal) => {
    direct.push(page.alertId);
    return deliver(page, signal);
  };
  const owe = async (...stages: (1 | 2 | 3)[]) => {
    const pages = stages.map((stage) => somePage({ stage }));
    if (store.mode === 'there') await store.insert(pages);
    book.owe(pages);
    return pages.map(({ alertId }) => alertId);
  };
  const start = (concurrency: number) => {
    loop = new DeliveryLoop({
      ...{ store, book, deliverer: { deliver, deliverDirectly } },
      ...{ concurrency, pollMs: 5, storePatienceMs: 20, backlogEveryMs: HOUR_MS },
      events: {
        ...{ delivered: ignore, repeated: ignore, leaseEnded: ignore, failed: ignore, refused: ignore },
        ...{ storeAway: ignore, storeBack: ignore, backlog: ignore },
        retracted: (_page, because) => retractions.push(because),
      },
      onFailure: ignore,
    });
    loop.start();
  };

  beforeEach(() => {
    store = new MemoryPageStore();
    book = new PageBook({ urgentForMs: HOUR_MS, maxPages: 100, now: Date.now, monotonicMs: Date.now });
    sent = [];
    direct = [];
    retractions = [];
  });
  afterEach(() => loop.stop({ drainMs: 0 }));

  it.each([
    { mode: 'there', hanging: [2, 2, 2, 2, 2] },
    { mode: 'away', hanging: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2] },
  ] as const)('a stage 3 beside hanging pages if the database is $mode', async ({ mode, hanging }) => {
    store.mode = mode;
    await owe(1, 1, ...Array.from({ length: 20 }, () => 2 as const));
    start(4);
    await until(() => sent.length === hanging.length);
    expect(sent).toEqual(hanging);
    await owe(3);
    loop.wake();
    await until(() => sent.includes(3));
    expect(sent.slice(0, hanging.length + 1)).toEqual([...hanging, 3]);
  });

  it('a stage 3 beside pages that hang since the database was away', async () => {
    store.mode = 'away';
    await owe(...Array.from({ length: 20 }, () => 2 as const));
    start(4);
    await until(() => sent.length === 10);
    store.mode = 'there';
    await owe(3);
    loop.wake();
    await until(() => sent.includes(3));
    expect(retractions).toEqual([]);
  });

  it('no page that the database lacks, but sends it directly', async () => {
    const [missed, unanswered] = [somePage({ stage: 3 }), somePage({ stage: 3 })];
    book.owe([missed, unanswered]);
    book.missed([missed.alertId]);
    start(1);
    await until(() => sent.length > 0);
    expect(direct).toEqual([missed.alertId]);
  });

  it('a page whose insert only seemed to fail', async () => {
    const [id = ''] = await owe(3);
    book.missed([id]);
    start(1);
    await until(() => sent.length > 0);
    expect(direct).toEqual([]);
  });

  it('a page of another replica while a delivery cannot be recorded', async () => {
    await store.insert([somePage({ stage: 3 })]);
    store.isFull = true;
    book.keep({ ...somePage({ stage: 3 }), deliveredAt: new Date().toISOString() });
    start(1);
    await until(() => sent.length === 1);
    expect([sent, book.unrecordedPages().length]).toEqual([[3], 1]);
  });

  it('no retracted page, and forgets it', async () => {
    const [retracted = ''] = await owe(3, 1);
    store.retract(retracted);
    start(1);
    await until(() => sent.length === 1);
    expect([sent, retractions, book.owed().pending]).toEqual([[1], ['withdrawn'], 1]);
  });
});
