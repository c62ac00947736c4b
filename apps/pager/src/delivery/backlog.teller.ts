import { type DeliveryEvents } from './delivery.events';
import { type PageBook } from './page.book';
import { type Backlog, type PageStore } from './page.store';

export interface BacklogTellerOptions {
  store: Pick<PageStore, 'backlog'>;
  book: Pick<PageBook, 'owed' | 'counted'>;
  everyMs: number;
  events: Pick<DeliveryEvents, 'backlog'>;
}

/** Tells from time to time what is owed: as the database counts it, and by what is known without it while that is away. */
export class BacklogTeller {
  private lastCount: Backlog = { pending: 0, oldestPendingAt: null };
  private counting = false;
  private toldAtMs = -Infinity;

  constructor(private readonly options: BacklogTellerOptions) {}

  /** Not waited for: a database that keeps silent must not keep pages waiting. */
  tell({ isStoreAway }: { isStoreAway: boolean }): void {
    const { store, book, everyMs, events } = this.options;
    if (performance.now() - this.toldAtMs < everyMs) return;
    if (isStoreAway) {
      this.toldAtMs = performance.now();
      return events.backlog(atLeast(this.lastCount, book.owed()));
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
        this.toldAtMs = performance.now();
      });
  }
}

/** More may be owed than the database counted before it went away, or than one process knows of. */
function atLeast(one: Backlog, other: Backlog): Backlog {
  const times = [one.oldestPendingAt, other.oldestPendingAt].filter((at) => at !== null).sort();
  return { pending: Math.max(one.pending, other.pending), oldestPendingAt: times[0] ?? null };
}
