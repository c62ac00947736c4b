import { AKI_ALERTS, NewerSchemaError, decodeAkiAlert, type DeadLetterRecord } from '@renwatch/events';
import { finishesWithin } from '@renwatch/timing';
import { type PageBook } from '../delivery/page.book';
import { type PageStore } from '../delivery/page.store';
import { pageOf, type Page } from '../page/page';
import { alertLetter } from './alert.letter';
import { type IntakeEvents } from './intake.events';

export interface AlertBatch {
  partition: number;
  messages: readonly { offset: bigint; value: Buffer | null }[];
}

/** What the consumer is to do after a batch; the same shape as libs/kafka's. */
export type IntakeOutcome =
  | { kind: 'done' }
  | { kind: 'seek'; offset: bigint }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'stop-partition'; reason: string };

export interface AlertIntakeOptions {
  store: Pick<PageStore, 'insert'>;
  book: PageBook;
  /** There may be pages to deliver. */
  wake: () => void;
  /** Resolves when the letter is on the topic. */
  writeDeadLetter: (letter: DeadLetterRecord) => Promise<void>;
  /** Whether the same may succeed later, or a value was refused for good. */
  isRetriable: (error: unknown) => boolean;
  /** A database that has not answered after this is away: its pages go out without it. */
  storePatienceMs: number;
  retryAfterMs: number;
  now: () => Date;
  events: IntakeEvents;
}

interface Item {
  page: Page;
  offset: bigint;
  value: Buffer | null;
}

/** Turns alerts into pages that are owed. The offset moves on when their rows are there, not when they are delivered. */
export class AlertIntake {
  constructor(private readonly options: AlertIntakeOptions) {}

  async handle(batch: AlertBatch): Promise<IntakeOutcome> {
    const { book, wake, retryAfterMs, events } = this.options;
    const { items, letters, newer } = this.read(batch);
    if (newer && items.length + letters.length === 0) return { kind: 'stop-partition', reason: newer.reason };
    book.owe(items.map((item) => item.page));
    try {
      for (const letter of letters) await this.bury(letter);
      await this.recordInTime(batch.partition, items);
    } catch (error) {
      events.delayed(batch.partition, error);
      return { kind: 'retry', afterMs: retryAfterMs };
    } finally {
      wake();
    }
    return newer ? { kind: 'seek', offset: newer.offset } : { kind: 'done' };
  }

  /** Reads up to the first record of a newer schema, which waits for an upgrade; what is before it does not. */
  private read({ partition, messages }: AlertBatch): {
    items: Item[];
    letters: DeadLetterRecord[];
    newer?: { offset: bigint; reason: string };
  } {
    const items: Item[] = [];
    const letters: DeadLetterRecord[] = [];
    for (const { offset, value } of messages) {
      try {
        items.push({ page: pageOf(decodeAkiAlert(value)), offset, value });
      } catch (error) {
        if (error instanceof NewerSchemaError)
          return { items, letters, newer: { offset, reason: error.message } };
        const detail = error instanceof Error ? error.message : String(error);
        const fault = { reason: 'invalid-record', detail, failedAt: this.options.now() };
        letters.push(alertLetter({ partition, offset, value }, fault));
      }
    }
    return { items, letters };
  }

  private async recordInTime(partition: number, items: readonly Item[]): Promise<void> {
    const { storePatienceMs } = this.options;
    if (await finishesWithin(this.record(partition, items), storePatienceMs)) return;
    throw new Error(`the database did not answer within ${storePatienceMs} ms`);
  }

  /** Halves what is refused for good down to the one page, which is dead-lettered. */
  private async record(partition: number, items: readonly Item[]): Promise<void> {
    const { store, book, isRetriable, events, now } = this.options;
    const [first] = items;
    if (!first) return;
    const pages = items.map((item) => item.page);
    try {
      const fresh = new Set(await store.insert(book.stamped(pages)));
      // The others are known to the database: they are delivered, or whoever holds them delivers them.
      const known = pages.map((page) => page.alertId).filter((id) => !fresh.has(id));
      book.settle(known);
      book.recorded(pages.map((page) => page.alertId));
      if (fresh.size > 0) events.recorded(fresh.size);
    } catch (error) {
      if (isRetriable(error)) throw error;
      if (items.length > 1) {
        const middle = items.length >> 1;
        await this.record(partition, items.slice(0, middle));
        return this.record(partition, items.slice(middle));
      }
      const fault = { reason: 'page-not-storable', detail: nameOf(error), failedAt: now() };
      await this.bury(alertLetter({ ...first, partition }, fault));
    }
  }

  private async bury(letter: DeadLetterRecord): Promise<void> {
    await this.options.writeDeadLetter(letter);
    const { id, reason, detail } = letter;
    this.options.events.deadLettered({ id, reason, detail });
  }
}

/** Not the error's own text: a database quotes values in it. */
function nameOf(error: unknown): string {
  const { name, sqlState } = (error ?? {}) as { name?: string; sqlState?: string };
  return `${AKI_ALERTS}: ${name ?? 'error'} ${sqlState ?? ''}`.trim();
}
