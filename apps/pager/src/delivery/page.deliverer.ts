import { type CrashPoints } from '@renwatch/runtime';
import { type Page } from '../page/page';
import { type DeliveryEvents } from './delivery.events';
import { type DeliveryOutcome } from './delivery-outcome';
import { type PageBook } from './page.book';
import { type ClaimedPage, type PageStore } from './page.store';
import { unclaimed } from './unclaimed';

export interface PageSender {
  send(page: Page, signal?: AbortSignal): Promise<DeliveryOutcome>;
}

export interface PageDelivererOptions {
  store: PageStore;
  sender: PageSender;
  book: PageBook;
  /** Writes the page to the dead letters; resolves when it is there. */
  deadLetter: (page: Page, refusal: { status: number; reason: string }) => Promise<void>;
  /** How long to wait after so many attempts. */
  backoffMs: (attempts: number) => number;
  now: () => number;
  events: DeliveryEvents;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** One attempt at one page, and what follows from it. */
export class PageDeliverer {
  constructor(private readonly options: PageDelivererOptions) {}

  /** Delivers a claimed page. Gives when it is to be tried again, in ms from now; undefined: not by us. Never throws. */
  async deliver(page: ClaimedPage, signal: AbortSignal): Promise<number | undefined> {
    const { sender, store, book, events, crashPoints } = this.options;
    crashPoints?.pass('pager.claimed');
    if (performance.now() >= page.leaseEndsMs) {
      // A process that was frozen wakes here: another may have sent it meanwhile.
      book.settle([page.alertId]);
      events.leaseEnded(page);
      return undefined;
    }
    const { outcome, requestMs } = await this.attempt(sender, page, signal);
    const { attempts } = page;
    switch (outcome.kind) {
      case 'delivered': {
        crashPoints?.pass('pager.posted');
        const deliveredAt = new Date(this.options.now()).toISOString();
        book.settle([page.alertId]);
        events.delivered(page, { attempts, requestMs, direct: false });
        try {
          if (!(await store.delivered(page.alertId, deliveredAt))) events.repeated(page);
        } catch {
          book.keep({ ...unclaimed(page), deliveredAt });
        }
        return undefined;
      }
      case 'refused':
        return this.refuse(page, outcome);
      case 'failed':
        return this.retry(page, signal.aborted ? 0 : this.options.backoffMs(attempts), outcome.reason);
    }
  }

  /** Delivers a page while the database is away; it is recorded later. Never throws. */
  async deliverDirectly(page: Page, signal: AbortSignal): Promise<void> {
    const { sender, book, events, now, backoffMs } = this.options;
    const { outcome, requestMs } = await this.attempt(sender, page, signal);
    switch (outcome.kind) {
      case 'delivered':
        book.keep({ ...page, deliveredAt: new Date(now()).toISOString() });
        return events.delivered(page, { attempts: 1, requestMs, direct: true });
      case 'refused':
        // Dead-lettered when the database is back and its row comes to the same end.
        return book.settle([page.alertId]);
      case 'failed': {
        let retryInMs = 0;
        const attempts = book.postpone(page.alertId, (made) => now() + (retryInMs = backoffMs(made)));
        return events.failed(page, { attempts, reason: outcome.reason, retryInMs });
      }
    }
  }

  private async attempt(
    sender: PageSender,
    page: Page,
    signal: AbortSignal,
  ): Promise<{ outcome: DeliveryOutcome; requestMs: number }> {
    const startMs = performance.now();
    const outcome = await sender.send(page, signal);
    return { outcome, requestMs: performance.now() - startMs };
  }

  private async refuse(
    page: ClaimedPage,
    refusal: { status: number; reason: string },
  ): Promise<number | undefined> {
    const { store, book, deadLetter, backoffMs, events } = this.options;
    try {
      // Before the row ends: a letter written twice has one id, one never written would be lost.
      await deadLetter(page, refusal);
    } catch {
      return this.retry(page, backoffMs(page.attempts), 'dead-letter-not-written');
    }
    events.refused(page, refusal);
    book.settle([page.alertId]);
    // Where that fails the lease ends, the pager refuses it again, and the same letter is written again.
    await store.refused(page.alertId, refusal.reason).catch(() => undefined);
    return undefined;
  }

  private async retry(page: ClaimedPage, delayMs: number, reason: string): Promise<number | undefined> {
    const { store, book, events, now } = this.options;
    events.failed(page, { attempts: page.attempts, reason, retryInMs: delayMs });
    book.postpone(page.alertId, () => now() + delayMs);
    try {
      await store.retryLater(page.alertId, delayMs, reason);
      return delayMs;
    } catch {
      // The lease ends by itself.
      return undefined;
    }
  }
}
