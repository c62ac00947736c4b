import { AKI_ALERTS, deadLetter, type DeadLetterRecord } from '@renwatch/events';
import { type CrashPoints } from '@renwatch/runtime';
import { type DeadLetters, type PagerReason } from '../dead-letters.port';
import { type Page } from '../page';
import { type DeliveryEvents } from './delivery.events';
import { type PageBook } from './page.book';
import { type DeliveryOutcome, type PageSender } from './page-sender.port';
import { type ClaimedPage, type PageStore } from './page-store.port';

export interface PageDelivererOptions {
  store: PageStore;
  sender: PageSender;
  book: PageBook;
  deadLetters: DeadLetters;
  /** Returns the delay before the next attempt. */
  backoffMs: (attempts: number) => number;
  now: () => number;
  events: DeliveryEvents;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** Makes one attempt to deliver a page and records its outcome. */
export class PageDeliverer {
  constructor(private readonly options: PageDelivererOptions) {}

  /**
   * Delivers a claimed page. Never rejects.
   * @returns the delay in ms after which this process should look at it again; undefined if it need not
   */
  async deliver(page: ClaimedPage, signal: AbortSignal): Promise<number | undefined> {
    const { sender, store, book, events, crashPoints } = this.options;
    crashPoints?.pass('pager.claimed');
    if (performance.now() >= page.leaseEndsMs) {
      // This process was frozen: another may have sent the page meanwhile.
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
          book.keep({ ...page, deliveredAt });
        }
        return undefined;
      }
      case 'refused':
        return this.refuse(page, outcome);
      case 'failed':
        return this.retry(page, signal.aborted ? 0 : this.options.backoffMs(attempts), outcome.reason);
    }
  }

  /** Delivers a page while the database is away; the delivery is recorded later. Never rejects. */
  async deliverDirectly(page: Page, signal: AbortSignal): Promise<void> {
    const { sender, book, events, now, backoffMs } = this.options;
    const { outcome, requestMs } = await this.attempt(sender, page, signal);
    switch (outcome.kind) {
      case 'delivered':
        book.keep({ ...page, deliveredAt: new Date(now()).toISOString() });
        return events.delivered(page, { attempts: 1, requestMs, direct: true });
      case 'refused':
        // Its row is still due: once the database is back it is refused again and dead-lettered.
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
    const { store, book, deadLetters, backoffMs, events, now } = this.options;
    try {
      // Before the row is closed: a letter written twice keeps its id, one that was never written would be lost.
      await deadLetters.write([pageLetter(page, { status: refusal.status, failedAt: new Date(now()) })]);
    } catch {
      return this.retry(page, backoffMs(page.attempts), 'dead-letter-not-written');
    }
    events.refused(page, refusal);
    book.settle([page.alertId]);
    // If this fails, the lease ends, the pager refuses the page again and the same letter is written again.
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

/** Builds the dead letter of a page that the pager refused for good; its payload is the body that was sent. */
function pageLetter(
  { alertId, body }: Page,
  { status, failedAt }: { status: number; failedAt: Date },
): DeadLetterRecord {
  return deadLetter({
    origin: 'pager',
    place: ['page', alertId],
    reason: 'page-refused' satisfies PagerReason,
    detail: `the pager answered ${status} to the page of alert ${alertId}`,
    source: { topic: AKI_ALERTS, alertId },
    failedAt,
    payload: Buffer.from(body, 'utf8'),
  });
}
