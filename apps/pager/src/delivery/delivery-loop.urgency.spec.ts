import { somePage, until } from '../pager.spec-support';
import { type Page } from '../page';
import { DeliveryLoop } from './delivery.loop';
import { MemoryPageStore } from './memory-page.store.spec-support';
import { PageBook } from './page.book';

const HOUR_MS = 3_600_000;
const ignore = (): void => undefined;

describe('DeliveryLoop, when pages of stage 1 and 2 hang', () => {
  const store = new MemoryPageStore();
  const book = new PageBook({ urgentForMs: HOUR_MS, maxPages: 100, now: Date.now });
  let sent: number[];

  /** Only a stage 3 ends before the loop is stopped. */
  const deliver = ({ level, alertId }: Page, signal: AbortSignal): Promise<undefined> => {
    sent.push(level);
    if (level < 3)
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    book.settle([alertId]);
    return Promise.resolve(undefined);
  };
  const owe = async (...stages: (1 | 2 | 3)[]) => {
    const pages = stages.map((stage) => somePage({ stage }));
    if (store.mode === 'there') await store.insert(pages);
    book.owe(pages);
  };

  it.each([
    { mode: 'there', hanging: [2, 2, 2, 2, 2] },
    { mode: 'away', hanging: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2] },
  ] as const)('delivers a stage 3 if the database is $mode', async ({ mode, hanging }) => {
    sent = [];
    store.mode = mode;
    const loop = new DeliveryLoop({
      ...{ store, book, deliverer: { deliver, deliverDirectly: deliver } },
      ...{ concurrency: 4, pollMs: 5, storePatienceMs: 20, backlogEveryMs: HOUR_MS },
      events: {
        ...{ delivered: ignore, repeated: ignore, leaseEnded: ignore, failed: ignore, refused: ignore },
        ...{ storeAway: ignore, storeBack: ignore, backlog: ignore },
      },
      onFailure: ignore,
    });
    await owe(1, 1, ...Array.from({ length: 20 }, () => 2 as const));
    loop.start();
    await until(() => sent.length === hanging.length);
    expect(sent).toEqual(hanging);
    await owe(3);
    loop.wake();
    await until(() => sent.includes(3));
    expect(sent.slice(0, hanging.length + 1)).toEqual([...hanging, 3]);
    await loop.stop({ drainMs: 0 });
  });
});
