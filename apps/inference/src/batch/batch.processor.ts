import { type DecisionWatch, type PatientEvent, type WatchedMessage } from '@renwatch/decisions';
import { HL7_MESSAGES, NewerSchemaError, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { type CrashPoints, type Tracer } from '@renwatch/runtime';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { type SeenFeeds } from '../intake/seen-feeds';
import { type BatchDecider } from './batch.decider';
import { type BatchEvents } from './batch.events';
import { BatchTrace } from './batch.trace';
import { type DecisionStore, type DecisionTransaction } from './decision-store.port';
import { keysOf, refusedByErasure } from './erased-messages';
import { FenceMismatchError, lockFence, skipExpired } from './fence';
import { isRetriable } from './is-retriable';
import { type LogBatch, type LogMessage, type ProcessOutcome } from './log-batch';
import { poisonLetter } from './poison.letter';
import { refusedLetters } from './refused.letter';
import { SlowBatches } from './slow-batches';
import { advanced } from './trail';

export interface BatchProcessorOptions {
  store: DecisionStore;
  decider: BatchDecider;
  read: (value: Buffer | null, place: { partition: number; offset: bigint }) => Intake;
  /** Resolves when the letters are on the topic. */
  writeDeadLetters: (letters: readonly DeadLetterRecord[]) => Promise<void>;
  /**
   * Called after the commit with the alerts it recorded, and the traces of their messages by id; never throws.
   */
  publishAlerts: (
    alerts: readonly AkiAlertRecord[],
    traceparents: ReadonlyMap<string, string>,
  ) => Promise<void>;
  /** Returns a partition's first offset and the one that its next message will have, as they are now. */
  logRange: (partition: number) => Promise<{ start: bigint; end: bigint }>;
  /** Sees every committed batch. */
  watch: Pick<DecisionWatch, 'add'>;
  /** Lists the types and codes of every committed batch. */
  seen: Pick<SeenFeeds, 'add'>;
  retryAfterMs: number;
  now: () => Date;
  events: BatchEvents;
  tracer: Tracer;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** A message that was read, or the reason why it can never be read. */
type Item = { message: LogMessage } & ({ intake: Intake } | { poison: PoisonMessageError });

/**
 * Processes one batch of a partition of `hl7.messages` under the fence: one transaction locks the partition's progress,
 * checks that the batch begins there, decides, writes and advances. A batch with a permanent error is bisected to the
 * message that causes it, which is dead-lettered before the progress moves past it; so is one whose message is too much
 * for the database's time limits (`SlowBatches`).
 */
export class BatchProcessor {
  private readonly slow;

  constructor(private readonly options: BatchProcessorOptions) {
    this.slow = new SlowBatches(options);
  }

  async process(batch: LogBatch, heartbeat: () => Promise<void>): Promise<ProcessOutcome> {
    const { items, newer } = this.read(batch);
    if (items.length === 0 && newer) return { kind: 'stop-partition', reason: newer.error.message };
    try {
      const refusal = await this.processSlice(batch.partition, items, heartbeat).catch(fenceOnly);
      if (refusal) return await this.resume(refusal);
    } catch (error) {
      if (!isRetriable(this.options.store, error)) throw error;
      this.options.events.batchDelayed(batch.partition, error);
      return { kind: 'retry', afterMs: this.options.retryAfterMs };
    }
    return newer ? { kind: 'seek', offset: newer.offset } : { kind: 'done' };
  }

  /** Reads up to the first record of a newer schema. That one waits for an upgrade; the messages before it do not. */
  private read({ partition, messages }: LogBatch): {
    items: Item[];
    newer?: { offset: bigint; error: NewerSchemaError };
  } {
    const items: Item[] = [];
    for (const message of messages) {
      const { offset, value } = message;
      try {
        items.push({ message, intake: this.options.read(value, { partition, offset }) });
      } catch (error) {
        if (error instanceof NewerSchemaError) return { items, newer: { offset, error } };
        items.push({ message, poison: poisonOf(error) });
      }
    }
    return { items };
  }

  private async processSlice(
    partition: number,
    items: readonly Item[],
    heartbeat: () => Promise<void>,
  ): Promise<void> {
    const { events, crashPoints, publishAlerts } = this.options;
    for (let rest = items; rest.length > 0;) {
      const [first] = rest;
      const tried = rest.slice(0, this.slow.limit(partition));
      const begunMs = performance.now();
      try {
        crashPoints?.pass('inference.batch-read');
        const { alerts, done, traceparents } = await this.traced(partition, tried);
        this.slow.committed(partition);
        if (alerts.length > 0) crashPoints?.pass('inference.committed');
        await publishAlerts(alerts, traceparents);
        rest = rest.slice(done);
        continue;
      } catch (error) {
        if (error instanceof FenceMismatchError) throw error;
        if (!first || (tried.length === 1 && 'poison' in first)) throw error;
        if (isRetriable(this.options.store, error)) {
          const [offset, tookMs] = [first.message.offset, performance.now() - begunMs];
          const isGivenUp = await this.slow.givesUp({
            partition,
            offset,
            messages: tried.length,
            tookMs,
            error,
          });
          if (!isGivenUp) throw error;
        }
        // Bisecting a large batch takes longer than the group's session.
        await heartbeat();
        if (tried.length === 1) {
          rest = [{ message: first.message, poison: poisonOf(error) }, ...rest.slice(1)];
          continue;
        }
        events.batchHalved(partition, error);
      }
      const middle = tried.length >> 1;
      await this.processSlice(partition, rest.slice(0, middle), heartbeat);
      rest = rest.slice(middle);
    }
  }

  private async traced(partition: number, items: readonly Item[]) {
    const messages = items.map((item) => ({
      message: item.message,
      messageId: 'intake' in item ? item.intake.messageId : undefined,
    }));
    const trace = new BatchTrace(this.options.tracer, { partition, messages });
    try {
      const committed = await this.commit(partition, items, trace);
      trace.committed(committed.done);
      return { ...committed, traceparents: trace.traceparents };
    } catch (error) {
      trace.failed(error);
      throw error;
    }
  }

  /** @returns the alerts it recorded, and how many of the items it committed: at least the first */
  private async commit(
    partition: number,
    given: readonly Item[],
    trace: BatchTrace,
  ): Promise<{ alerts: AkiAlertRecord[]; done: number }> {
    const { store, decider, crashPoints } = this.options;
    const batchStart = given[0]?.message.offset ?? 0n;
    const committed = await store.transaction(async (tx) => {
      const progress = await lockFence(tx, { partition, batchStart });
      const items = await this.refuseErased(tx, given);
      const intakes = items.flatMap((item) => ('intake' in item ? [item.intake] : []));
      const { changes, decided, times } = await decider.decide(tx, intakes);
      trace.decided(changes.decisions, times);
      const done = items.slice(0, decided < intakes.length ? indexOfIntake(items, decided) : items.length);
      const letters = this.lettersOf(partition, done, changes.events);
      await tx.save(changes, trace.traceparents);
      // Before the offset moves: a letter written twice has one id, a letter never written would be lost.
      if (letters.length > 0) await this.options.writeDeadLetters(letters);
      const last = done.at(-1);
      if (last) await tx.advanceProgress(partition, advanced(progress, last.message));
      crashPoints?.pass('inference.decided');
      return { changes, letters, intakes: intakes.slice(0, decided), done: done.length };
    });
    this.report(partition, committed);
    return { alerts: committed.changes.alerts.map(({ record }) => record), done: committed.done };
  }

  /** Replaces messages of erased patients that were sent or received before the erasure by what refuses them. */
  private async refuseErased(tx: DecisionTransaction, items: readonly Item[]): Promise<Item[]> {
    const intakes = items.flatMap((item) => ('intake' in item ? [item.intake] : []));
    const erased = await tx.erasedKeys(intakes.flatMap(keysOf));
    return items.map((item) => {
      const poison = 'intake' in item ? refusedByErasure(item.intake, erased) : undefined;
      return poison ? { message: item.message, poison } : item;
    });
  }

  private report(
    partition: number,
    { intakes, changes, letters }: Omit<Parameters<BatchEvents['batchCommitted']>[0], 'partition'>,
  ): void {
    const { events, watch, seen } = this.options;
    events.batchCommitted({ partition, intakes, changes, letters });
    seen.add(intakes);
    for (const suspicion of watch.add(intakes.map(watched), changes.decisions))
      events.unitSuspicionChanged(suspicion);
  }

  private lettersOf(
    partition: number,
    items: readonly Item[],
    batchEvents: readonly PatientEvent[],
  ): DeadLetterRecord[] {
    const failedAt = this.options.now();
    const events = batchEvents.filter(({ type }) => type === 'ResultRefused');
    return items.flatMap((item) => {
      if ('poison' in item) return [poisonLetter({ ...item, partition, failedAt })];
      const { messageId, refused } = item.intake;
      const whileRead = refused.map(({ letter }) => letter);
      return [
        ...whileRead,
        ...refusedLetters({ message: item.message, messageId, partition, events, failedAt }),
      ];
    });
  }

  /** Returns where to read on after the fence refused a batch. */
  private async resume({ batchStart, nextOffset, partition }: FenceMismatchError): Promise<ProcessOutcome> {
    const { events, store, logRange } = this.options;
    events.fenceRefused(partition, batchStart, nextOffset);
    // Asked only now: if this process was frozen while another went on, the fetched batch is old.
    const { start, end } = await logRange(partition);
    if (nextOffset > end) {
      const log = `${HL7_MESSAGES}[${partition}] ends at ${end}`;
      const reason = `${log}, before the progress in the database (${nextOffset})`;
      return { kind: 'stop-partition', reason };
    }
    if (batchStart <= nextOffset || start <= nextOffset) return { kind: 'seek', offset: nextOffset };
    await skipExpired({ store, events }, { partition, nextOffset, logStart: start });
    return { kind: 'seek', offset: start };
  }
}

/** The index of the item that holds the n-th intake, counted from 0. */
function indexOfIntake(items: readonly Item[], n: number): number {
  let seen = -1;
  return items.findIndex((item) => 'intake' in item && (seen += 1) === n);
}

/** Why a value is refused that may be of another unit. */
const IMPOSSIBLE_VALUES: ReadonlySet<string> = new Set(['out-of-range', 'unit-implausible']);

function watched({ messageId, feed, refused }: Intake): WatchedMessage {
  const outOfRange = refused
    .filter(({ letter }) => IMPOSSIBLE_VALUES.has(letter.reason))
    .reduce((sum, { values }) => sum + values, 0);
  return { messageId, feed, outOfRange };
}

function fenceOnly(error: unknown): FenceMismatchError {
  if (error instanceof FenceMismatchError) return error;
  throw error;
}

function poisonOf(error: unknown): PoisonMessageError {
  if (error instanceof PoisonMessageError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as { sqlState?: unknown; code?: unknown } | null)?.sqlState ?? '';
  // Without the error's own text, in which a database quotes values.
  return new PoisonMessageError('processing-failed', `${name} ${String(code)}`.trim(), { cause: error });
}
