import { HL7_MESSAGES, NewerSchemaError, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { type BatchDecider } from './batch.decider';
import { type BatchEvents } from './batch.events';
import { type DecisionStore } from './decision.store';
import { FenceMismatchError } from './fence-mismatch.error';
import { poisonLetter } from './poison.letter';

export interface LogMessage {
  offset: bigint;
  value: Buffer | null;
}

export interface LogBatch {
  partition: number;
  messages: readonly LogMessage[];
  /** The offset after the partition's last message. */
  logEndOffset: bigint;
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
  retryAfterMs: number;
  now: () => Date;
  events: BatchEvents;
}

/** A message that was read, or why it never can be. */
type Item = { message: LogMessage } & ({ intake: Intake } | { poison: PoisonMessageError });

/**
 * Processes one batch of a partition of `hl7.messages` under the fence: a transaction that locks the partition's
 * progress, checks that the batch begins there, decides, writes and advances, all in one. What fails for good is
 * halved down to the one message, which is dead-lettered before the progress moves over it.
 */
export class BatchProcessor {
  /** The gap before the batch that each partition was last sent back from. */
  private readonly gaps = new Map<number, string>();

  constructor(private readonly options: BatchProcessorOptions) {}

  async process(batch: LogBatch, heartbeat: () => Promise<void>): Promise<ProcessOutcome> {
    const { items, newer } = this.read(batch);
    if (items.length === 0 && newer) return { kind: 'stop-partition', reason: newer.error.message };
    try {
      await this.processSlice(batch, items, heartbeat);
    } catch (error) {
      if (error instanceof FenceMismatchError) return await this.resume(batch, error);
      if (!this.options.store.isRetriable(error) && !isRetriable(error)) throw error;
      this.options.events.batchDelayed(batch.partition, error);
      return { kind: 'retry', afterMs: this.options.retryAfterMs };
    }
    this.gaps.delete(batch.partition);
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
    const [first] = items;
    if (!first) return;
    let alerts: AkiAlertRecord[];
    try {
      alerts = await this.commit(batch.partition, items);
    } catch (error) {
      if (error instanceof FenceMismatchError || store.isRetriable(error) || isRetriable(error)) throw error;
      await heartbeat();
      if (items.length > 1) {
        events.batchHalved(batch.partition, error);
        const middle = items.length >> 1;
        await this.processSlice(batch, items.slice(0, middle), heartbeat);
        return this.processSlice(batch, items.slice(middle), heartbeat);
      }
      if ('poison' in first) throw error;
      return this.processSlice(batch, [{ message: first.message, poison: poisonOf(error) }], heartbeat);
    }
    await this.options.publishAlerts(alerts);
  }

  private async commit(partition: number, items: readonly Item[]): Promise<AkiAlertRecord[]> {
    const { store, decider, events, now } = this.options;
    const start = items[0]?.message.offset ?? 0n;
    const end = (items.at(-1)?.message.offset ?? start) + 1n;
    const letters = items.flatMap((item) =>
      'intake' in item ? item.intake.refused : [poisonLetter({ ...item, partition, failedAt: now() })],
    );
    const intakes = items.flatMap((item) => ('intake' in item ? [item.intake] : []));
    const changes = await store.transaction(async (tx) => {
      const next = await tx.lockProgress(partition);
      if (next !== start) throw new FenceMismatchError(partition, start, next);
      const decided = await decider.decide(tx, intakes);
      await tx.save(decided);
      // Before the offset moves: a letter written twice has one id, one never written would be lost.
      if (letters.length > 0) await this.options.writeDeadLetters(letters);
      await tx.advanceProgress(partition, end);
      return decided;
    });
    events.batchCommitted({ partition, intakes, changes, letters });
    return changes.alerts.map((alert) => alert.record);
  }

  /** Where to read on after the fence refused a batch. */
  private async resume(batch: LogBatch, refusal: FenceMismatchError): Promise<ProcessOutcome> {
    const { batchStart, nextOffset, partition } = refusal;
    this.options.events.fenceRefused(partition, batchStart, nextOffset);
    if (nextOffset > batch.logEndOffset) {
      const log = `${HL7_MESSAGES}[${partition}] ends at ${batch.logEndOffset}`;
      return {
        kind: 'stop-partition',
        reason: `${log}, before the progress in the database (${nextOffset})`,
      };
    }
    // Sent back to the same gap twice: the log itself begins after it, its retention has run out.
    const gap = `${nextOffset}-${batchStart}`;
    if (batchStart > nextOffset && this.gaps.get(partition) === gap) return this.skipLostMessages(refusal);
    this.gaps.set(partition, gap);
    return { kind: 'seek', offset: nextOffset };
  }

  private async skipLostMessages({
    partition,
    batchStart,
    nextOffset,
  }: FenceMismatchError): Promise<ProcessOutcome> {
    const { store, events } = this.options;
    await store.transaction(async (tx) => {
      if ((await tx.lockProgress(partition)) === nextOffset) await tx.advanceProgress(partition, batchStart);
    });
    this.gaps.delete(partition);
    events.messagesLost(partition, nextOffset, batchStart);
    return { kind: 'seek', offset: batchStart };
  }
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
