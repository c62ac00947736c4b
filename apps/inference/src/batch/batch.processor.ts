import { HL7_MESSAGES, NewerSchemaError, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { type CrashPoints } from '@renwatch/runtime';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { type BatchDecider } from './batch.decider';
import { type BatchEvents } from './batch.events';
import { type DecisionStore } from './decision.store';
import { FenceMismatchError } from './fence-mismatch.error';
import { passLost } from './pass-lost';
import { poisonLetter } from './poison.letter';

export interface LogMessage {
  offset: bigint;
  value: Buffer | null;
}

export interface LogBatch {
  partition: number;
  messages: readonly LogMessage[];
}

/** What the consumer is to do after a batch; the same shape as libs/kafka's. */
export type ProcessOutcome =
  | { kind: 'done' }
  | { kind: 'seek'; offset: bigint }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'stop-partition'; reason: string };

export interface BatchProcessorOptions {
  store: DecisionStore;
  decider: BatchDecider;
  read: (value: Buffer | null, place: { partition: number; offset: bigint }) => Intake;
  /** Resolves when the letters are on the topic. */
  writeDeadLetters: (letters: readonly DeadLetterRecord[]) => Promise<void>;
  /** Called after the commit with the alerts it recorded; never throws. */
  publishAlerts: (alerts: readonly AkiAlertRecord[]) => Promise<void>;
  /** The first offset that the log still has of a partition, and the one that its next message will have. */
  logRange: (partition: number) => Promise<{ start: bigint; end: bigint }>;
  retryAfterMs: number;
  now: () => Date;
  events: BatchEvents;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** A message that was read, or why it never can be. */
type Item = { message: LogMessage } & ({ intake: Intake } | { poison: PoisonMessageError });

/**
 * Processes one batch of a partition of `hl7.messages` under the fence: a transaction that locks the partition's
 * progress, checks that the batch begins there, decides, writes and advances, all in one. What fails for good is
 * halved down to the one message, which is dead-lettered before the progress moves over it.
 */
export class BatchProcessor {
  constructor(private readonly options: BatchProcessorOptions) {}

  async process(batch: LogBatch, heartbeat: () => Promise<void>): Promise<ProcessOutcome> {
    const { items, newer } = this.read(batch);
    if (items.length === 0 && newer) return { kind: 'stop-partition', reason: newer.error.message };
    try {
      const refusal = await this.processSlice(batch, items, heartbeat).catch(fenceOnly);
      if (refusal) return await this.resume(refusal);
    } catch (error) {
      if (!this.options.store.isRetriable(error) && !isRetriable(error)) throw error;
      this.options.events.batchDelayed(batch.partition, error);
      return { kind: 'retry', afterMs: this.options.retryAfterMs };
    }
    return newer ? { kind: 'seek', offset: newer.offset } : { kind: 'done' };
  }

  /** Reads up to the first record of a newer schema, which waits for an upgrade; what is before it does not. */
  private read(batch: LogBatch): { items: Item[]; newer?: { offset: bigint; error: NewerSchemaError } } {
    const items: Item[] = [];
    for (const message of batch.messages) {
      const { offset, value } = message;
      try {
        items.push({ message, intake: this.options.read(value, { partition: batch.partition, offset }) });
      } catch (error) {
        if (error instanceof NewerSchemaError) return { items, newer: { offset, error } };
        items.push({ message, poison: poisonOf(error) });
      }
    }
    return { items };
  }

  private async processSlice(
    batch: LogBatch,
    items: readonly Item[],
    heartbeat: () => Promise<void>,
  ): Promise<void> {
    const { store, events } = this.options;
    for (let rest = items; rest.length > 0;) {
      const [first] = rest;
      try {
        this.options.crashPoints?.pass('inference.batch-read');
        const { alerts, done } = await this.commit(batch.partition, rest);
        if (alerts.length > 0) this.options.crashPoints?.pass('inference.committed');
        await this.options.publishAlerts(alerts);
        rest = rest.slice(done);
        continue;
      } catch (error) {
        if (error instanceof FenceMismatchError || store.isRetriable(error) || isRetriable(error))
          throw error;
        if (!first || (rest.length === 1 && 'poison' in first)) throw error;
        await heartbeat();
        if (rest.length === 1) {
          rest = [{ message: first.message, poison: poisonOf(error) }];
          continue;
        }
        events.batchHalved(batch.partition, error);
      }
      const middle = rest.length >> 1;
      await this.processSlice(batch, rest.slice(0, middle), heartbeat);
      rest = rest.slice(middle);
    }
  }

  /** @returns the alerts it recorded, and how many of the items it committed: at least the first */
  private async commit(
    partition: number,
    items: readonly Item[],
  ): Promise<{ alerts: AkiAlertRecord[]; done: number }> {
    const { store, decider, events } = this.options;
    const start = items[0]?.message.offset ?? 0n;
    const intakes = items.flatMap((item) => ('intake' in item ? [item.intake] : []));
    const committed = await store.transaction(async (tx) => {
      const next = await tx.lockProgress(partition);
      if (next !== start) throw new FenceMismatchError(partition, start, next);
      const { changes, decided } = await decider.decide(tx, intakes);
      const done = items.slice(0, decided < intakes.length ? indexOfIntake(items, decided) : items.length);
      const letters = this.lettersOf(partition, done);
      await tx.save(changes);
      // Before the offset moves: a letter written twice has one id, one never written would be lost.
      if (letters.length > 0) await this.options.writeDeadLetters(letters);
      await tx.advanceProgress(partition, (done.at(-1)?.message.offset ?? start) + 1n);
      this.options.crashPoints?.pass('inference.decided');
      return { changes, letters, decided, done: done.length };
    });
    const { changes, letters, decided, done } = committed;
    events.batchCommitted({ partition, intakes: intakes.slice(0, decided), changes, letters });
    return { alerts: changes.alerts.map((alert) => alert.record), done };
  }

  private lettersOf(partition: number, items: readonly Item[]): DeadLetterRecord[] {
    const failedAt = this.options.now();
    return items.flatMap((item) =>
      'intake' in item
        ? item.intake.refused.map(({ letter }) => letter)
        : [poisonLetter({ ...item, partition, failedAt })],
    );
  }

  /** Where to read on after the fence refused a batch. */
  private async resume(refusal: FenceMismatchError): Promise<ProcessOutcome> {
    const { batchStart, nextOffset, partition } = refusal;
    const { events, store, logRange } = this.options;
    events.fenceRefused(partition, batchStart, nextOffset);
    // Asked now: what was fetched may be old, where this process was frozen and another went on.
    const { start, end } = await logRange(partition);
    if (nextOffset > end) {
      const log = `${HL7_MESSAGES}[${partition}] ends at ${end}`;
      const reason = `${log}, before the progress in the database (${nextOffset})`;
      return { kind: 'stop-partition', reason };
    }
    if (batchStart <= nextOffset || start <= nextOffset) return { kind: 'seek', offset: nextOffset };
    await passLost({ store, events }, { partition, nextOffset, logStart: start });
    return { kind: 'seek', offset: start };
  }
}

/** The index of the item that holds the n-th intake, counted from 0. */
function indexOfIntake(items: readonly Item[], n: number): number {
  let seen = -1;
  return items.findIndex((item) => 'intake' in item && (seen += 1) === n);
}

function fenceOnly(error: unknown): FenceMismatchError {
  if (error instanceof FenceMismatchError) return error;
  throw error;
}

function poisonOf(error: unknown): PoisonMessageError {
  if (error instanceof PoisonMessageError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as { sqlState?: unknown; code?: unknown } | null)?.sqlState ?? '';
  // Not the error's own text: a database quotes values in it.
  return new PoisonMessageError('processing-failed', `${name} ${String(code)}`.trim(), { cause: error });
}

function isRetriable(error: unknown): boolean {
  return (error as { retriable?: unknown } | null)?.retriable === true;
}
