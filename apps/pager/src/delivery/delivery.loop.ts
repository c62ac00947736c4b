import { finishesWithin } from '@renwatch/timing';
import { BacklogReporter } from './backlog.reporter';
import { type DeliveryEvents } from './delivery.events';
import { freeSlots, type Slots, slotsFor } from './delivery-slots';
import { type PageBook } from './page.book';
import { type PageDeliverer } from './page.deliverer';
import { type ClaimedPage, type PageStore } from './page-store.port';
import { WakeUp } from './wake-up';

export interface DeliveryLoopOptions {
  store: PageStore;
  deliverer: Pick<PageDeliverer, 'deliver' | 'deliverDirectly'>;
  book: PageBook;
  /** Maximum number of claimed stage 1 pages sent at once; and twice as many more while the database is away. */
  concurrency: number;
  /** Interval between unprompted claims, which find pages of replicas whose lease has ended. */
  pollMs: number;
  /** The database counts as away if it has not answered by then. */
  storePatienceMs: number;
  backlogEveryMs: number;
  events: DeliveryEvents;
  onFailure: (error: unknown) => void;
}

/** Timers may fire slightly early by the database's clock. */
const CLOCK_GRACE_MS = 5;
/** Time in which an aborted delivery can release its page in the database. */
const BREAK_OFF_MS = 500;

/**
 * Claims due pages and delivers each on its own. It claims only as many as it can send at once, so a lease need last no
 * longer than one request, and the most urgent first; some slots are kept for higher stages. Recent pages are sent from
 * memory and recorded later while the database is away, and also if it answers but did not take them.
 */
export class DeliveryLoop {
  private readonly underWay = new Map<string, Promise<void>>();
  /** Number of deliveries under way that were started while the database was away. */
  private direct = 0;
  private readonly wakeUp = new WakeUp();
  private readonly stopped = new AbortController();
  private readonly broken = new AbortController();
  private away = false;
  private readonly backlog: BacklogReporter;
  private running: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: DeliveryLoopOptions) {
    const { store, book, events, backlogEveryMs: everyMs } = options;
    this.backlog = new BacklogReporter({ store, book, events, everyMs });
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => this.options.onFailure(error));
  }

  /** Call when there are new pages, or the database is away. */
  wake(): void {
    this.wakeUp.call();
  }

  /** Claims no more pages and waits for deliveries under way, which it aborts after `drainMs`. Idempotent. */
  stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.stopping ??= this.drain(drainMs);
    return this.stopping;
  }

  private async run(): Promise<void> {
    const { pollMs } = this.options;
    while (!this.stopped.signal.aborted) {
      // Also with every slot taken: it is how the loop notices that the database is away.
      await this.claim();
      this.backlog.report({ isStoreAway: this.away });
      await this.wakeUp.sleep(pollMs);
    }
  }

  /** While the database does not answer, sends urgent pages each time its patience ends. */
  private async claim(): Promise<void> {
    const { storePatienceMs, book, events } = this.options;
    const claiming = this.claimRecorded().then(
      (pages) => ({ pages }),
      (error: unknown) => ({ error }),
    );
    for (;;) {
      const answer = (await finishesWithin(claiming, storePatienceMs)) ? await claiming : undefined;
      if (answer === undefined) this.storeAway(new Error(`no answer within ${storePatienceMs} ms`));
      else if ('error' in answer) this.storeAway(answer.error);
      else {
        if (this.away) events.storeBack();
        this.away = false;
        const accepted = this.accept(answer.pages);
        // After the claim: it may bring a page whose insert only seemed to fail, and its lease keeps other replicas off.
        this.deliverDirectly((id) => !book.isMissed(id));
        return accepted;
      }
      if (answer === undefined && this.stopped.signal.aborted) {
        // Releases pages that it may still claim.
        void claiming.then((late) => ('pages' in late ? this.accept(late.pages) : undefined));
        return;
      }
      this.deliverDirectly();
      if (answer !== undefined) return;
      this.backlog.report({ isStoreAway: this.away });
    }
  }

  /**
   * Records direct deliveries first: otherwise those pages would be claimed and sent again. A database that takes no rows
   * may still give pages to claim; those that are known to be delivered are left out then.
   */
  private async claimRecorded(): Promise<ClaimedPage[]> {
    await this.recordDelivered().catch(() => undefined);
    return this.options.store.claimDue(this.freeForClaims());
  }

  private async recordDelivered(): Promise<void> {
    const { store, book } = this.options;
    const unrecorded = book.unrecordedPages();
    if (unrecorded.length === 0) return;
    await store.insert(unrecorded);
    book.recorded(unrecorded.map((page) => page.alertId));
  }

  private async accept(claimed: readonly ClaimedPage[]): Promise<void> {
    const { store, deliverer, book } = this.options;
    const pages = claimed.filter((page) => !this.isRetracted(page));
    // There may be more pages that are due.
    if (pages.length < claimed.length) this.wake();
    // The claim may be older than an outage: a page delivered meanwhile keeps its lease until that is recorded.
    const undelivered = pages.filter((page) => !book.isDelivered(page.alertId));
    if (undelivered.length < pages.length) this.wake();
    const isOurs = (page: ClaimedPage) => !this.stopped.signal.aborted && !this.underWay.has(page.alertId);
    const ours = undelivered.filter(isOurs);
    const back = undelivered.filter((page) => !isOurs(page)).map((page) => page.alertId);
    book.owe(ours);
    book.stored(ours.map((page) => page.alertId));
    for (const page of ours) {
      this.track(page.alertId, async () => {
        const retryInMs = await deliverer.deliver(page, this.broken.signal);
        if (retryInMs !== undefined) this.wakeUp.callIn(retryInMs + CLOCK_GRACE_MS);
      });
    }
    // If this fails, the lease ends by itself.
    if (back.length > 0) await store.release(back).catch(() => undefined);
  }

  private isRetracted(page: ClaimedPage): boolean {
    if (page.retraction === null) return false;
    this.options.book.settle([page.alertId]);
    this.options.events.retracted(page, page.retraction);
    return true;
  }

  /** @param isLeft true for pages that the database has, while it answers */
  private deliverDirectly(isLeft: (alertId: string) => boolean = () => false): void {
    const { book, deliverer, concurrency } = this.options;
    const isTaken = (id: string) => this.underWay.has(id) || isLeft(id);
    for (const page of book.urgent(freeSlots(slotsFor(2 * concurrency), this.direct), isTaken)) {
      this.direct += 1;
      this.track(page.alertId, () =>
        deliverer.deliverDirectly(page, this.broken.signal).finally(() => (this.direct -= 1)),
      );
    }
  }

  /** Leaves out direct deliveries: those of an outage that hang must not take the slots of later claims. */
  private freeForClaims(): Slots {
    return freeSlots(slotsFor(this.options.concurrency), this.underWay.size - this.direct);
  }

  private track(alertId: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => this.options.onFailure(error))
      .finally(() => {
        const wasFull = this.underWay.size >= this.options.concurrency;
        this.underWay.delete(alertId);
        if (wasFull || this.away) this.wake();
      });
    this.underWay.set(alertId, done);
  }

  private storeAway(error: unknown): void {
    if (!this.away) this.options.events.storeAway(error);
    this.away = true;
  }

  private async drain(drainMs: number): Promise<void> {
    this.stopped.abort();
    this.wake();
    const late = setTimeout(() => this.broken.abort(), drainMs);
    const ended = this.running
      .then(() => Promise.all(this.underWay.values()))
      .then(() => this.recordDelivered());
    // A delivery that cannot be recorded now is repeated by the replica that takes over; nothing is lost.
    await finishesWithin(ended, drainMs + BREAK_OFF_MS).catch(() => undefined);
    clearTimeout(late);
  }
}
