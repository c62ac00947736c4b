import { type Page } from '../page/page';
import { type Backlog, type DeliveredPage } from './page.store';

export interface PageBookOptions {
  /** Alerts decided longer ago are not paged without the database. */
  urgentForMs: number;
  /** Of each of the three lists; the oldest go first. */
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
  private readonly urgentPages = new Map<string, Entry>();
  /** When those were decided that are owed, and too old to be sent without the database. */
  private readonly lapsed = new Map<string, string>();
  private readonly unrecorded = new Map<string, DeliveredPage>();

  constructor(private readonly options: PageBookOptions) {}

  owe(pages: readonly Page[]): void {
    for (const page of pages) {
      if (this.urgentPages.has(page.alertId) || this.unrecorded.has(page.alertId)) continue;
      if (this.isUrgent(page)) this.urgentPages.set(page.alertId, { page, attempts: 0, notBeforeMs: 0 });
      else this.lapsed.set(page.alertId, page.decidedAt);
    }
    this.prune();
  }

  /** Delivered, refused, or somebody else's. */
  settle(alertIds: readonly string[]): void {
    for (const id of alertIds) {
      this.urgentPages.delete(id);
      this.lapsed.delete(id);
    }
  }

  /** What is owed as far as this process knows. */
  owed(): Backlog {
    this.prune();
    const decided = [...this.urgentPages.values()].map(({ page }) => page.decidedAt);
    decided.push(...this.lapsed.values());
    const oldestPendingAt = decided.reduce<string | null>((a, b) => (a !== null && a < b ? a : b), null);
    return { pending: decided.length, oldestPendingAt };
  }

  /** The database has counted: it knows of what is no longer urgent. */
  counted(): void {
    this.lapsed.clear();
  }

  /** Notes a failed attempt; gives how many there were. */
  postpone(alertId: string, retryAt: (attempts: number) => number): number {
    const entry = this.urgentPages.get(alertId);
    if (!entry) return 1;
    entry.attempts += 1;
    entry.notBeforeMs = retryAt(entry.attempts);
    return entry.attempts;
  }

  /** Owed, urgent and not waiting for their next attempt; those decided first come first. */
  urgent(limit: number, isUnderWay: (alertId: string) => boolean): Page[] {
    this.prune();
    const nowMs = this.options.now();
    const due = [...this.urgentPages.values()].filter(
      ({ page, notBeforeMs }) => notBeforeMs <= nowMs && !isUnderWay(page.alertId),
    );
    return due
      .map(({ page }) => page)
      .sort((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))
      .slice(0, limit);
  }

  /** Delivered, to be recorded when the database is back. */
  keep(page: DeliveredPage): void {
    this.settle([page.alertId]);
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
    const { maxPages } = this.options;
    for (const [id, { page }] of this.urgentPages) {
      const isUrgent = this.isUrgent(page);
      if (!isUrgent) this.lapsed.set(id, page.decidedAt);
      if (!isUrgent || this.urgentPages.size > maxPages) this.urgentPages.delete(id);
    }
    for (const list of [this.lapsed, this.unrecorded]) {
      for (const id of list.keys()) {
        if (list.size <= maxPages) break;
        list.delete(id);
      }
    }
  }
}
