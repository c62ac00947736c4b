import { type Page } from './page';
import { byUrgency, fittingInto, type Slots } from './delivery-slots';
import { type Backlog, type DeliveredPage } from './page-store.port';
import { type Tries } from './retry-delay';

export interface PageBookOptions {
  /** Pages decided longer ago than this are not sent without the database. */
  urgentForMs: number;
  /** Bound of each of the three lists; the oldest pages are dropped first, urgent ones of the lowest stage first. */
  maxPages: number;
  /** Time of day, for the age of a page. */
  now: () => number;
  /** Never set back, for the delay of an attempt. */
  monotonicMs: () => number;
}

const NEVER_TRIED = { attempts: 0, unconfirmed: 0, notBeforeMs: -Infinity };

interface Entry {
  page: Page;
  attempts: number;
  unconfirmed: number;
  notBeforeMs: number;
  /** False if the database did not take the page, true once it has it; undefined before its answer. */
  isStored?: boolean;
}

/**
 * Knows recent pages without the database, for when that does not answer. A page is urgent (owed, recent), lapsed (owed,
 * too old to be sent without the database) or unrecorded (delivered, not in the database yet). A page that another replica
 * delivered may still be owed here; sending it again is a harmless repeat.
 */
export class PageBook {
  private readonly urgentPages = new Map<string, Entry>();
  /** Time of decision of each lapsed page. */
  private readonly lapsed = new Map<string, string>();
  private readonly unrecorded = new Map<string, DeliveredPage>();

  constructor(private readonly options: PageBookOptions) {}

  owe(pages: readonly Page[]): void {
    for (const page of pages) {
      if (this.urgentPages.has(page.alertId) || this.unrecorded.has(page.alertId)) continue;
      if (this.isUrgent(page)) this.urgentPages.set(page.alertId, { ...NEVER_TRIED, page });
      else this.lapsed.set(page.alertId, page.decidedAt);
    }
    this.prune();
  }

  /** Forgets pages that were delivered, refused or taken by another replica. */
  settle(alertIds: readonly string[]): void {
    for (const id of alertIds) {
      this.urgentPages.delete(id);
      this.lapsed.delete(id);
    }
  }

  /**
   * Marks urgent pages that the database did not take, although it may answer otherwise: its disk is full, or it is
   * read-only. No claim brings them. An attempt that fails after a later one stored the page changes nothing.
   */
  missed(alertIds: readonly string[]): void {
    for (const id of alertIds) {
      const entry = this.urgentPages.get(id);
      if (entry) entry.isStored ??= false;
    }
  }

  /** Marks pages that the database has: claims bring them. */
  stored(alertIds: readonly string[]): void {
    for (const id of alertIds) {
      const entry = this.urgentPages.get(id);
      if (entry) entry.isStored = true;
    }
  }

  isMissed(alertId: string): boolean {
    return this.urgentPages.get(alertId)?.isStored === false;
  }

  /** Counts the pages owed as far as this process knows, which knows of no retraction. */
  owed(): Backlog {
    this.prune();
    const decided = [...this.urgentPages.values()].map(({ page }) => page.decidedAt);
    decided.push(...this.lapsed.values());
    const oldestPendingAt = decided.reduce<string | null>((a, b) => (a !== null && a < b ? a : b), null);
    const unconfirmed = [...this.urgentPages.values()].map((entry) => entry.unconfirmed);
    return {
      pending: decided.length,
      oldestPendingAt,
      mostUnconfirmed: Math.max(0, ...unconfirmed),
      retractedAfterDelivery: 0,
    };
  }

  /** Forgets lapsed pages: the database has counted them. */
  counted(): void {
    this.lapsed.clear();
  }

  /** Records a failed attempt, and returns what was tried so far. */
  failed(alertId: string, { mayHaveArrived }: { mayHaveArrived: boolean }): Tries {
    const entry = this.urgentPages.get(alertId) ?? { ...NEVER_TRIED };
    entry.attempts += 1;
    if (mayHaveArrived) entry.unconfirmed += 1;
    return { attempts: entry.attempts, unconfirmed: entry.unconfirmed };
  }

  /** Keeps a page from being sent before a delay has passed. */
  postpone(alertId: string, delayMs: number): void {
    const entry = this.urgentPages.get(alertId);
    if (entry) entry.notBeforeMs = this.options.monotonicMs() + delayMs;
  }

  /** Returns urgent pages that are not waiting for their next attempt and fit into the free slots, most urgent first. */
  urgent(free: Slots, isUnderWay: (alertId: string) => boolean): Page[] {
    this.prune();
    const nowMs = this.options.monotonicMs();
    const due = [...this.urgentPages.values()].filter(
      ({ page, notBeforeMs }) => notBeforeMs <= nowMs && !isUnderWay(page.alertId),
    );
    return fittingInto(free, due.map(({ page }) => page).sort(byUrgency));
  }

  /** Keeps a delivered page, to be recorded when the database is back. */
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
    this.stored(alertIds);
    for (const id of alertIds) this.unrecorded.delete(id);
  }

  /** Returns the same pages, with their delivery if it is known. */
  stamped(pages: readonly Page[]): (Page | DeliveredPage)[] {
    return pages.map((page) => {
      const delivered = this.unrecorded.get(page.alertId);
      return delivered ? { ...page, deliveredAt: delivered.deliveredAt } : page;
    });
  }

  private isUrgent(page: Page): boolean {
    return Date.parse(page.decidedAt) >= this.options.now() - this.options.urgentForMs;
  }

  private prune(): void {
    const { maxPages } = this.options;
    for (const [id, { page }] of this.urgentPages) {
      if (this.isUrgent(page)) continue;
      this.lapsed.set(id, page.decidedAt);
      this.urgentPages.delete(id);
    }
    const excess = this.urgentPages.size - maxPages;
    if (excess > 0) {
      // A stable sort: within a stage, pages stay in the order in which they came.
      const entries = [...this.urgentPages].sort(([, a], [, b]) => a.page.level - b.page.level);
      for (const [id] of entries.slice(0, excess)) this.urgentPages.delete(id);
    }
    for (const list of [this.lapsed, this.unrecorded]) {
      for (const id of list.keys()) {
        if (list.size <= maxPages) break;
        list.delete(id);
      }
    }
  }
}
