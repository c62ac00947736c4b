import {
  AKI_ALERTS,
  NewerSchemaError,
  deadLetter,
  decodeAkiAlert,
  type DeadLetterRecord,
} from '@renwatch/events';
import { finishesWithin } from '@renwatch/timing';
import { type DeadLetters, type PagerReason } from '../delivery/dead-letters.port';
import { type PageBook } from '../delivery/page.book';
import { type PageStore } from '../delivery/page-store.port';
import { isPageable, pageOf, type Page } from '../delivery/page';
import { type IntakeEvents } from './intake.events';

export interface AlertBatch {
  partition: number;
  messages: readonly { offset: bigint; value: Buffer | null; traceparent?: string }[];
}

/** Tells the consumer what to do after a batch; the same shape as libs/kafka's `BatchOutcome`. */
export type IntakeOutcome =
  | { kind: 'done' }
  | { kind: 'seek'; offset: bigint }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'stop-partition'; reason: string };

export interface AlertIntakeOptions {
  store: Pick<PageStore, 'insert'>;
  book: PageBook;
  /** Wakes the delivery: there may be new pages. */
  wake: () => void;
  deadLetters: DeadLetters;
  /** Returns false for an error that refuses a value for good. */
  isRetriable: (error: unknown) => boolean;
  /** The database counts as away if it has not answered by then; its pages go out without it. */
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

const NOT_PAGEABLE = {
  reason: 'mrn-not-pageable',
  detail: 'the patient number has a comma or a control character; tell the ward by hand',
} as const;

/** Turns alerts into pages that are owed. The offset advances once their rows are stored, not once they are delivered. */
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

  /** Reads up to the first record of a newer schema. That record waits for an upgrade; those before it do not. */
  private read({ partition, messages }: AlertBatch): {
    items: Item[];
    letters: DeadLetterRecord[];
    newer?: { offset: bigint; reason: string };
  } {
    const items: Item[] = [];
    const letters: DeadLetterRecord[] = [];
    for (const { offset, value, traceparent } of messages) {
      try {
        const alert = pageOf(decodeAkiAlert(value));
        const page = traceparent === undefined ? alert : { ...alert, traceparent };
        if (isPageable(page)) items.push({ page, offset, value });
        else
          letters.push(
            alertLetter({ partition, offset, value }, { ...NOT_PAGEABLE, failedAt: this.options.now() }),
          );
      } catch (error) {
        if (error instanceof NewerSchemaError)
          return { items, letters, newer: { offset, reason: error.message } };
        const detail = error instanceof Error ? error.message : String(error);
        const fault = { reason: 'invalid-record', detail, failedAt: this.options.now() } as const;
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

  /** Records pages. Bisects a batch that is refused for good down to the one page, which is dead-lettered. */
  private async record(partition: number, items: readonly Item[]): Promise<void> {
    const { store, book, isRetriable, events, now } = this.options;
    const [first] = items;
    if (!first) return;
    const pages = items.map((item) => item.page);
    try {
      const fresh = new Set(await store.insert(book.stamped(pages)));
      // The database knows the others: they are delivered, or the replica that claimed them delivers them.
      const known = pages.map((page) => page.alertId).filter((id) => !fresh.has(id));
      book.settle(known);
      book.recorded(pages.map((page) => page.alertId));
      if (fresh.size > 0) events.recorded(fresh.size);
    } catch (error) {
      if (isRetriable(error)) {
        book.missed(pages.map((page) => page.alertId));
        throw error;
      }
      if (items.length > 1) {
        const middle = items.length >> 1;
        await this.record(partition, items.slice(0, middle));
        return this.record(partition, items.slice(middle));
      }
      const fault = { reason: 'page-not-storable', detail: nameOf(error), failedAt: now() } as const;
      await this.bury(alertLetter({ ...first, partition }, fault));
    }
  }

  private async bury(letter: DeadLetterRecord): Promise<void> {
    await this.options.deadLetters.write([letter]);
    const { id, reason, detail } = letter;
    this.options.events.deadLettered({ id, reason, detail });
  }
}

/** Builds the dead letter of a record of `aki.alerts` that can never be processed, with all its bytes. */
function alertLetter(
  { partition, offset, value }: { partition: number; offset: bigint; value: Buffer | null },
  { reason, detail, failedAt }: { reason: PagerReason; detail: string; failedAt: Date },
): DeadLetterRecord {
  const source = { topic: AKI_ALERTS, partition, offset: String(offset) };
  return deadLetter({
    origin: 'pager',
    place: [source.topic, source.partition, source.offset],
    reason,
    detail,
    source,
    failedAt,
    payload: value,
  });
}

/** Leaves out the error's own text: a database quotes values in it. */
function nameOf(error: unknown): string {
  const { name, sqlState } = (error ?? {}) as { name?: string; sqlState?: string };
  return `${AKI_ALERTS}: ${name ?? 'error'} ${sqlState ?? ''}`.trim();
}
