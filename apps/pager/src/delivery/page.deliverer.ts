import { AKI_ALERTS, deadLetter, type DeadLetterRecord } from '@renwatch/events';
import { type CrashPoints, type Tracer } from '@renwatch/runtime';
import { type DeadLetters, type PagerReason } from './dead-letters.port';
import { type Page } from './page';
import { type DeliveryEvents } from './delivery.events';
import { type PageBook } from './page.book';
import { type DeliveryOutcome, type PageSender } from './page-sender.port';
import { type ClaimedPage, type PageStore } from './page-store.port';
import { type Tries } from './retry-delay';

export interface PageDelivererOptions {
  store: PageStore;
  sender: PageSender;
  book: PageBook;
  deadLetters: DeadLetters;
  /** Returns the delay before the next attempt. */
  retryDelayMs: (tries: Tries, attempt: { mayHaveArrived: boolean }) => number;
  /** An attempt is made only if its lease lasts that much longer. */
  requestTimeoutMs: number;
  now: () => number;
  events: DeliveryEvents;
  tracer: Tracer;
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
    const { sender, store, book, events, crashPoints, requestTimeoutMs } = this.options;
    crashPoints?.pass('pager.claimed');
    if (performance.now() + requestTimeoutMs >= page.leaseEndsMs) {
      // This process was frozen, or the claim came late: another may have sent the page, or might before this attempt ends.
      book.settle([page.alertId]);
      events.leaseEnded(page);
      await store.release([page.alertId]).catch(() => undefined);
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
        return this.refuse(page, outcome, signal);
      case 'failed':
        return this.retry(page, outcome, signal);
    }
  }

  /** Delivers a page while the database is away; the delivery is recorded later. Never rejects. */
  async deliverDirectly(page: Page, signal: AbortSignal): Promise<void> {
    const { sender, book, events, now, retryDelayMs } = this.options;
    const { outcome, requestMs } = await this.attempt(sender, page, signal);
    switch (outcome.kind) {
      case 'delivered':
        book.keep({ ...page, deliveredAt: new Date(now()).toISOString() });
        return events.delivered(page, { attempts: 1, requestMs, direct: true });
      case 'refused':
        // Its row is still due: once the database is back it is refused again and dead-lettered.
        return book.settle([page.alertId]);
      case 'failed': {
        const tries = book.failed(page.alertId, outcome);
        const retryInMs = retryDelayMs(tries, outcome);
        book.postpone(page.alertId, retryInMs);
        return events.failed(page, { ...tries, ...outcome, retryInMs });
      }
    }
  }

  private async attempt(
    sender: PageSender,
    page: Page & { attempts?: number },
    signal: AbortSignal,
  ): Promise<{ outcome: DeliveryOutcome; requestMs: number }> {
    const startMs = performance.now();
    const attributes = { alertId: page.alertId, attempt: page.attempts ?? 1 };
    const span = this.options.tracer.start('page attempt', {
      parent: page.traceparent ?? undefined,
      attributes,
    });
    const outcome = await sender.send(page, signal);
    span.end(outcome.kind === 'delivered' ? {} : { fault: outcome.reason });
    return { outcome, requestMs: performance.now() - startMs };
  }

  private async refuse(
    page: ClaimedPage,
    refusal: { status: number; reason: string },
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { store, book, deadLetters, events, now } = this.options;
    try {
      // Before the row is closed: a letter written twice keeps its id, one that was never written would be lost.
      await deadLetters.write([pageLetter(page, { status: refusal.status, failedAt: new Date(now()) })]);
    } catch {
      return this.retry(page, { reason: 'dead-letter-not-written', mayHaveArrived: false }, signal);
    }
    events.refused(page, refusal);
    book.settle([page.alertId]);
    // If this fails, the lease ends, the pager refuses the page again and the same letter is written again.
    await store.refused(page.alertId, refusal.reason).catch(() => undefined);
    return undefined;
  }

  private async retry(
    page: ClaimedPage,
    { reason, mayHaveArrived }: { reason: string; mayHaveArrived: boolean },
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { store, book, events, retryDelayMs } = this.options;
    const unconfirmed = page.unconfirmed + Number(mayHaveArrived);
    const tries = { attempts: page.attempts, unconfirmed };
    // At a stop, the replica that takes over sends it at once.
    const delayMs = signal.aborted ? 0 : retryDelayMs(tries, { mayHaveArrived });
    events.failed(page, { ...tries, reason, mayHaveArrived, retryInMs: delayMs });
    book.failed(page.alertId, { mayHaveArrived });
    book.postpone(page.alertId, delayMs);
    try {
      await store.retryLater(page.alertId, { delayMs, reason, mayHaveArrived });
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
