import { type DeliveryEvents } from './delivery.events';
import { type PageBook } from './page.book';
import { type Backlog, type PageStore } from './page-store.port';

export interface BacklogReporterOptions {
  store: Pick<PageStore, 'backlog'>;
  book: Pick<PageBook, 'owed' | 'counted'>;
  everyMs: number;
  events: Pick<DeliveryEvents, 'backlog'>;
}

/** Reports the backlog from time to time: as the database counts it or, while that is away, as this process knows it. */
export class BacklogReporter {
  private lastCount: Backlog = {
    pending: 0,
    oldestPendingAt: null,
    mostUnconfirmed: 0,
    retractedAfterDelivery: 0,
  };
  private counting = false;
  private reportedAtMs = -Infinity;

  constructor(private readonly options: BacklogReporterOptions) {}

  /** Returns at once: a database that does not answer must not delay pages. */
  report({ isStoreAway }: { isStoreAway: boolean }): void {
    const { store, book, everyMs, events } = this.options;
    if (performance.now() - this.reportedAtMs < everyMs) return;
    if (isStoreAway) {
      this.reportedAtMs = performance.now();
      return events.backlog(larger(this.lastCount, book.owed()));
    }
    if (this.counting) return;
    this.counting = true;
    void store
      .backlog()
      .then(
        (count) => {
          this.lastCount = count;
          book.counted();
          events.backlog(count);
        },
        () => undefined,
      )
      .finally(() => {
        this.counting = false;
        this.reportedAtMs = performance.now();
      });
  }
}

/** Neither count is complete: the database's is old, and one process knows only a part. */
function larger(a: Backlog, b: Backlog): Backlog {
  const [oldestPendingAt = null] = [a.oldestPendingAt, b.oldestPendingAt].filter((at) => at !== null).sort();
  const retractedAfterDelivery = Math.max(a.retractedAfterDelivery, b.retractedAfterDelivery);
  const mostUnconfirmed = Math.max(a.mostUnconfirmed, b.mostUnconfirmed);
  return {
    pending: Math.max(a.pending, b.pending),
    oldestPendingAt,
    mostUnconfirmed,
    retractedAfterDelivery,
  };
}
