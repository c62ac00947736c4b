import { type Page } from './page';
import { byUrgency, fittingInto, type Slots } from './delivery-slots';
import {
  type Backlog,
  type ClaimedPage,
  type DeliveredPage,
  type Failure,
  type PageStore,
} from './page-store.port';

interface Row {
  page: Page;
  attempts: number;
  unconfirmed: number;
  retraction: string | null;
  dueMs: number;
  claimed: boolean;
  deliveredAt: string | undefined;
  refused: string | undefined;
}

/** Keeps pages in memory; it can be away (rejects) or silent (does not answer until it is back). */
export class MemoryPageStore implements PageStore {
  readonly rows = new Map<string, Row>();
  readonly released: string[] = [];
  leaseMs = 60_000;
  mode: 'there' | 'away' | 'silent' = 'there';
  /** Rejects new rows, as a full disk does; claims of what is there go through. */
  isFull = false;
  private waiting: (() => void)[] = [];

  /** Closes the page at its next claim. */
  retract(alertId: string): void {
    this.row(alertId).retraction = 'withdrawn';
  }

  back(): void {
    this.mode = 'there';
    for (const go of this.waiting.splice(0)) go();
  }

  delivered(alertId: string, deliveredAt: string): Promise<boolean> {
    return this.answer(() => {
      const row = this.row(alertId);
      const first = row.deliveredAt === undefined;
      row.deliveredAt ??= deliveredAt;
      return first;
    });
  }

  insert(pages: readonly (Page | DeliveredPage)[]): Promise<string[]> {
    return this.answer(() => {
      if (this.isFull) throw new Error('no space left');
      const fresh = pages.filter((page) => !this.rows.has(page.alertId));
      for (const page of pages) {
        const deliveredAt = 'deliveredAt' in page ? page.deliveredAt : undefined;
        const known = this.rows.get(page.alertId);
        if (known) known.deliveredAt ??= deliveredAt;
        else {
          const row = {
            page,
            attempts: 0,
            unconfirmed: 0,
            retraction: null,
            dueMs: 0,
            claimed: false,
            deliveredAt,
            refused: undefined,
          };
          this.rows.set(page.alertId, row);
        }
      }
      return fresh.map((page) => page.alertId);
    });
  }

  claimDue(free: Slots): Promise<ClaimedPage[]> {
    return this.answer(() => {
      const due = [...this.rows.values()].filter(
        (row) => !row.claimed && !row.deliveredAt && !row.refused && row.dueMs <= performance.now(),
      );
      due.sort((a, b) => byUrgency(a.page, b.page));
      const claimed = fittingInto(
        free,
        due.map(({ page }) => page),
      );
      return claimed.map((page) => {
        const row = this.row(page.alertId);
        row.claimed = true;
        if (row.retraction === null) row.attempts += 1;
        return {
          ...row.page,
          attempts: row.attempts,
          unconfirmed: row.unconfirmed,
          retraction: row.retraction,
          leaseEndsMs: performance.now() + this.leaseMs,
        };
      });
    });
  }

  retryLater(alertId: string, { delayMs, mayHaveArrived }: Failure): Promise<void> {
    return this.answer(() => {
      const row = this.row(alertId);
      if (mayHaveArrived) row.unconfirmed += 1;
      Object.assign(row, { claimed: false, dueMs: performance.now() + delayMs });
    });
  }

  refused(alertId: string, reason: string): Promise<boolean> {
    return this.answer(() => {
      this.row(alertId).refused = reason;
      return true;
    });
  }

  release(alertIds: readonly string[]): Promise<void> {
    return this.answer(() => {
      this.released.push(...alertIds);
      for (const id of alertIds) this.row(id).claimed = false;
    });
  }

  backlog(): Promise<Backlog> {
    return this.answer(() => ({
      pending: this.rows.size,
      oldestPendingAt: null,
      mostUnconfirmed: 0,
      retractedAfterDelivery: 0,
    }));
  }

  private row(alertId: string): Row {
    const row = this.rows.get(alertId);
    if (!row) throw new Error('no such page');
    return row;
  }

  private async answer<T>(work: () => T): Promise<T> {
    if (this.mode === 'silent') await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.mode === 'away') throw Object.assign(new Error('the database is away'), { retriable: true });
    return work();
  }
}
