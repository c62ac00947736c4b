import { type Page } from '../page/page';
import { type DeliveredPage } from './page.store';

export interface PageBookOptions {
  /** Alerts decided longer ago are not paged without the database. */
  urgentForMs: number;
  /** Of each of the two lists; the oldest go first. */
  maxPages: number;
  now: () => number;
}

interface Entry {
  page: Page;
  attempts: number;
  notBeforeMs: number;
}

/**
 * What this process knows of recent pages by itself, for the time when the database does not answer: which are owed, and
 * which were delivered and are not recorded. A page that another replica delivered may still stand here as owed: it is
 * repeated then, which does no harm.
 */
export class PageBook {
  private readonly owed = new Map<string, Entry>();
  private readonly unrecorded = new Map<string, DeliveredPage>();

  constructor(private readonly options: PageBookOptions) {}

  owe(pages: readonly Page[]): void {
    for (const page of pages) {
      if (this.owed.has(page.alertId) || this.unrecorded.has(page.alertId) || !this.isUrgent(page)) continue;
      this.owed.set(page.alertId, { page, attempts: 0, notBeforeMs: 0 });
    }
    this.prune();
  }

  /** Delivered, refused, or somebody else's. */
  settle(alertIds: readonly string[]): void {
    for (const id of alertIds) this.owed.delete(id);
  }

  /** Notes a failed attempt; gives how many there were. */
  postpone(alertId: string, retryAt: (attempts: number) => number): number {
    const entry = this.owed.get(alertId);
    if (!entry) return 1;
    entry.attempts += 1;
    entry.notBeforeMs = retryAt(entry.attempts);
    return entry.attempts;
  }

  /** Owed, urgent and not waiting for their next attempt; those decided first come first. */
  urgent(limit: number, isUnderWay: (alertId: string) => boolean): Page[] {
    this.prune();
    const nowMs = this.options.now();
    const due = [...this.owed.values()].filter(
      ({ page, notBeforeMs }) => notBeforeMs <= nowMs && !isUnderWay(page.alertId),
    );
    return due
      .map(({ page }) => page)
      .sort((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))
      .slice(0, limit);
  }

  /** Delivered, to be recorded when the database is back. */
  keep(page: DeliveredPage): void {
    this.owed.delete(page.alertId);
    this.unrecorded.set(page.alertId, page);
    this.prune();
  }

  unrecordedPages(): DeliveredPage[] {
    return [...this.unrecorded.values()];
  }

  isDelivered(alertId: string): boolean {
    return this.unrecorded.has(alertId);
  }

  recorded(alertIds: readonly string[]): void {
    for (const id of alertIds) this.unrecorded.delete(id);
  }

  /** The same pages, with what is known of their delivery. */
  stamped(pages: readonly Page[]): (Page | DeliveredPage)[] {
    return pages.map((page) => this.unrecorded.get(page.alertId) ?? page);
  }

  private isUrgent(page: Page): boolean {
    return Date.parse(page.decidedAt) >= this.options.now() - this.options.urgentForMs;
  }

  private prune(): void {
    for (const [id, { page }] of this.owed) {
      if (this.owed.size > this.options.maxPages || !this.isUrgent(page)) this.owed.delete(id);
    }
    for (const id of this.unrecorded.keys()) {
      if (this.unrecorded.size <= this.options.maxPages) break;
      this.unrecorded.delete(id);
    }
  }
}
