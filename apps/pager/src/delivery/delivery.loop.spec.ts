import { type DeadLetterRecord } from '@renwatch/events';
import { NO_TRACES } from '@renwatch/runtime';
import { somePage, until } from '../pager.spec-support';
import { type Page } from './page';
import { type DeliveryEvents } from './delivery.events';
import { DeliveryLoop } from './delivery.loop';
import { type DeliveryOutcome } from './page-sender.port';
import { MemoryPageStore } from './memory-page.store.spec-support';
import { PageBook } from './page.book';
import { PageDeliverer } from './page.deliverer';

const HOUR_MS = 3_600_000;
const delivered: DeliveryOutcome = { kind: 'delivered', status: 200 };
const failed: DeliveryOutcome = { kind: 'failed', reason: 'http-500', mayHaveArrived: false };
const refused: DeliveryOutcome = { kind: 'refused', status: 400, reason: 'http-400' };

describe('DeliveryLoop', () => {
  let store: MemoryPageStore;
  let book: PageBook;
  let loop: DeliveryLoop;
  let sent: string[];
  let letters: (string | null)[];
  let seen: string[];
  let failures: unknown[];
  let backlogs: number[];
  let answer: (page: Page, signal?: AbortSignal) => Promise<DeliveryOutcome>;
  let writeDeadLetters: (written: readonly DeadLetterRecord[]) => void;

  /** Polls once an hour, so anything sooner happened because the loop was woken. */
  const newLoop = (
    own: { concurrency?: number; pollMs?: number; storePatienceMs?: number; backlogEveryMs?: number } = {},
  ) => {
    const note = (name: string) => () => void seen.push(name);
    const events: DeliveryEvents = {
      delivered: (_page, { direct }) => void seen.push(direct ? 'direct' : 'delivered'),
      ...{ repeated: note('repeated'), leaseEnded: note('lease ended') },
      failed: note('failed'),
      ...{ refused: note('refused'), retracted: note('retracted') },
      storeAway: note('away'),
      storeBack: note('back'),
      backlog: ({ pending }) => void backlogs.push(pending),
    };
    const deliverer = new PageDeliverer({
      ...{ store, book, events, now: Date.now, tracer: NO_TRACES },
      sender: {
        send: (page, signal) => {
          sent.push(page.alertId);
          return answer(page, signal);
        },
      },
      deadLetters: { write: async (written) => writeDeadLetters(written) },
      ...{ retryDelayMs: () => 1, requestTimeoutMs: 1_000 },
    });
    loop = new DeliveryLoop({
      ...{ store, deliverer, book, events },
      ...{ concurrency: 2, pollMs: HOUR_MS, storePatienceMs: 20, backlogEveryMs: HOUR_MS, ...own },
      onFailure: (error) => failures.push(error),
    });
    loop.start();
    return loop;
  };
  const owe = async (count: number) => {
    const pages = Array.from({ length: count }, () => somePage({ stage: 1 }));
    await store.insert(pages);
    book.owe(pages);
    loop.wake();
    return pages.map((page) => page.alertId);
  };
  const isDelivered = (id: string) => store.rows.get(id)?.deliveredAt !== undefined;

  beforeEach(() => {
    store = new MemoryPageStore();
    book = new PageBook({ urgentForMs: HOUR_MS, maxPages: 100, now: Date.now, monotonicMs: Date.now });
    sent = [];
    letters = [];
    seen = [];
    failures = [];
    backlogs = [];
    answer = () => Promise.resolve(delivered);
    writeDeadLetters = (written) => letters.push(...written.map(({ source }) => source.alertId));
  });

  afterEach(async () => {
    store.back();
    await loop.stop({ drainMs: 100 });
    expect(failures).toEqual([]);
  });

  it('reports the backlog while hanging requests hold every slot', async () => {
    answer = (_page, signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(failed), { once: true }));
    newLoop({ concurrency: 2, pollMs: 5, backlogEveryMs: 0 });
    await until(() => backlogs.includes(0));
    await owe(5);
    await until(() => backlogs.includes(5));
  });

  it('delivers each new page once when woken', async () => {
    newLoop();
    const ids = await owe(7);
    await until(() => ids.every(isDelivered));
    expect(sent.sort()).toEqual(ids.sort());
  });

  it('finds pages of other replicas by polling', async () => {
    newLoop({ pollMs: 5 });
    const page = somePage();
    await store.insert([page]);
    await until(() => isDelivered(page.alertId));
  });

  it('sends no more pages at once than its concurrency', async () => {
    let atOnce = 0;
    let most = 0;
    answer = async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      return delivered;
    };
    newLoop({ concurrency: 3 });
    const ids = await owe(20);
    await until(() => ids.every(isDelivered));
    expect(most).toBe(3);
  });

  it('delivers other pages while one hangs', async () => {
    let hung: string | undefined;
    answer = (page) => {
      hung ??= page.alertId;
      return page.alertId === hung ? new Promise(() => undefined) : Promise.resolve(delivered);
    };
    newLoop();
    const ids = await owe(5);
    await until(() => ids.filter(isDelivered).length === 4);
    // Ends the hanging request, as the client does when it is aborted.
    answer = () => Promise.resolve(delivered);
  });

  it('retries each page on its own until it is delivered', async () => {
    const attempts = new Map<string, number>();
    answer = (page) => {
      const made = (attempts.get(page.alertId) ?? 0) + 1;
      attempts.set(page.alertId, made);
      return Promise.resolve(made > 25 ? delivered : failed);
    };
    newLoop();
    const ids = await owe(3);
    await until(() => ids.every(isDelivered));
    expect([...attempts.values()]).toEqual([26, 26, 26]);
  });

  it('dead-letters a refused page and does not retry it', async () => {
    answer = () => Promise.resolve(refused);
    newLoop();
    const [id] = await owe(1);
    await until(() => store.rows.get(id ?? '')?.refused === 'http-400');
    expect([letters, sent]).toEqual([[id], [id]]);
  });

  it('keeps a refused page until its dead letter is written', async () => {
    answer = () => Promise.resolve(refused);
    let left = 3;
    const write = writeDeadLetters;
    writeDeadLetters = (written) => {
      if (left-- > 0) throw new Error('kafka is away');
      write(written);
    };
    newLoop();
    const [id] = await owe(1);
    await until(() => store.rows.get(id ?? '')?.refused !== undefined);
    expect(letters).toEqual([id]);
    expect(sent).toHaveLength(4);
  });

  it.each(['away', 'silent'] as const)(
    'pages while the database is %s and records it later',
    async (mode) => {
      newLoop({ pollMs: 20 });
      store.mode = mode;
      const pages = [somePage(), somePage(), somePage()];
      book.owe(pages);
      loop.wake();
      await until(() => seen.filter((name) => name === 'direct').length === 3);
      expect(store.rows.size).toBe(0);
      store.back();
      await until(() => pages.every((page) => isDelivered(page.alertId)));
      await until(() => seen.includes('back'));
      expect(sent.sort()).toEqual(pages.map((page) => page.alertId).sort());
      expect(seen.filter((name) => name === 'away')).toEqual(['away']);
    },
  );

  it.each(['away', 'silent'] as const)('reports the backlog while the database is %s', async (mode) => {
    answer = () => Promise.resolve(failed);
    newLoop({ pollMs: 5, backlogEveryMs: 0 });
    store.mode = mode;
    book.owe([somePage()]);
    await until(() => backlogs.includes(1));
  });

  it('sends a page once if a late claim brings it too', async () => {
    let arrive = (): void => undefined;
    answer = () => new Promise((resolve) => (arrive = () => resolve(delivered)));
    newLoop({ pollMs: 5 });
    store.mode = 'silent';
    const page = somePage();
    book.owe([page]);
    await until(() => sent.length === 1);
    store.mode = 'there';
    await store.insert([page]);
    store.back();
    await until(() => store.released.includes(page.alertId));
    arrive();
    await until(() => isDelivered(page.alertId));
    expect(sent).toEqual([page.alertId]);
  });

  it('does not resend a page delivered before its late claim arrives', async () => {
    newLoop({ pollMs: 5 });
    store.mode = 'silent';
    const page = somePage();
    book.owe([page]);
    await until(() => seen.includes('direct'));
    store.mode = 'there';
    await store.insert([page]);
    store.back();
    await until(() => isDelivered(page.alertId));
    expect(sent).toEqual([page.alertId]);
  });

  it('retries a page while the database is away', async () => {
    let left = 5;
    answer = () => Promise.resolve(left-- > 0 ? failed : delivered);
    newLoop({ pollMs: 5 });
    store.mode = 'away';
    book.owe([somePage()]);
    loop.wake();
    await until(() => seen.includes('direct'));
    expect(sent).toHaveLength(6);
  });

  it('records a delivery later if the database was away, without resending', async () => {
    answer = () => {
      store.mode = 'away';
      return Promise.resolve(delivered);
    };
    newLoop({ pollMs: 5 });
    const [id = ''] = await owe(1);
    await until(() => seen.includes('away'));
    expect(isDelivered(id)).toBe(false);
    store.back();
    await until(() => isDelivered(id));
    expect(sent).toEqual([id]);
  });

  it('reports a repeat', async () => {
    answer = (page) => {
      const row = store.rows.get(page.alertId);
      if (row) row.deliveredAt = 'by another replica';
      return Promise.resolve(delivered);
    };
    newLoop();
    await owe(1);
    await until(() => seen.includes('repeated'));
  });

  it('sends a page only under a lease that has not ended', async () => {
    store.leaseMs = 999;
    newLoop({ pollMs: 5 });
    const [id = ''] = await owe(1);
    await until(() => seen.includes('lease ended'));
    expect(sent).toEqual([]);
    store.leaseMs = 60_000;
    await store.release([id]);
    await until(() => isDelivered(id));
    expect(sent).toEqual([id]);
  });

  it('finishes pages under way at a stop and releases the rest', async () => {
    let arrive = (): void => undefined;
    answer = () => new Promise((resolve) => (arrive = () => resolve(delivered)));
    newLoop({ concurrency: 1 });
    const [first = '', second = ''] = await owe(2);
    await until(() => sent.length === 1);
    const stopping = loop.stop({ drainMs: 5_000 });
    arrive();
    await stopping;
    expect(isDelivered(first)).toBe(true);
    expect(store.rows.get(second)).toMatchObject({ attempts: 0, claimed: false });
  });

  it('records direct deliveries at a stop', async () => {
    newLoop();
    store.mode = 'away';
    const page = somePage();
    book.owe([page]);
    loop.wake();
    await until(() => seen.includes('direct'));
    store.back();
    await loop.stop({ drainMs: 1_000 });
    expect(isDelivered(page.alertId)).toBe(true);
  });

  it('aborts slow requests at a stop and releases their pages', async () => {
    answer = (_page, signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(failed)));
    newLoop();
    const [id = ''] = await owe(1);
    await until(() => sent.length === 1);
    await loop.stop({ drainMs: 10 });
    expect(store.rows.get(id)).toMatchObject({ claimed: false, deliveredAt: undefined });
  });

  it('releases pages that a claim brings after the stop', async () => {
    const page = somePage();
    await store.insert([page]);
    store.mode = 'silent';
    newLoop();
    await until(() => seen.includes('away'));
    await loop.stop({ drainMs: 1 });
    store.back();
    await until(() => store.released.includes(page.alertId));
    expect(store.rows.get(page.alertId)?.claimed).toBe(false);
    expect(sent).toEqual([]);
  });
});
