import { type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { backoffMs } from '@renwatch/timing';
import {
  consumedMessage,
  type BatchControl,
  type BatchHandler,
  type BatchOutcome,
  type ConsumedBatch,
} from './batch.handler';
import { type ConsumerEvents } from './consumer.events';
import { BatchLanes } from './batch-lanes';
import { type PartitionPauses } from './partition-pauses';

export interface PartitionWorkOptions {
  handler: BatchHandler;
  maxBatchMessages: number;
  /** How many partitions' handlers may run at once. */
  concurrentPartitions: number;
  /** The longest that other partitions' messages wait for the batch of one. */
  detachAfterMs: number;
  heartbeatIntervalMs: number;
  pauses: PartitionPauses;
  events: ConsumerEvents;
  /** False from a rebalance until the next assignment. */
  isAssigned: () => boolean;
  /** False when this consumer stops, or may have lost its partitions. */
  isRunning: () => boolean;
  /** True once the member has ended, though a handler may still hang. */
  hasEnded: () => boolean;
  seek: (partition: number, offset: bigint) => void;
  /** The next offset to read of a partition whose batch is done. */
  commit: (partition: number, nextOffset: bigint) => Promise<void>;
  /** Each heartbeat that was not answered well. */
  onHeartbeatFailed: (error: unknown) => void;
  /** Called with an error of a batch of which kafkajs no longer hears. */
  onFailed: (error: Error) => void;
}

const HANDLER_BACKOFF = { minMs: 100, maxMs: 10_000 };
/** A handler that only ever seeks makes no progress: slow it down, or it turns as fast as the broker answers. */
const FREE_SEEKS = 3;

/** Takes what kafkajs fetched through the handler, slice by slice. Never throws: kafkajs's consumer dies of a TypeError. */
export class PartitionWork {
  private readonly failures = new Map<number, number>();
  private readonly seeks = new Map<number, number>();
  /** Offsets to go on at after the batch in work, by partition. */
  private readonly wanted = new Map<number, bigint>();
  private readonly lanes: BatchLanes;

  constructor(private readonly options: PartitionWorkOptions) {
    const { concurrentPartitions, detachAfterMs, pauses, onFailed } = options;
    this.lanes = new BatchLanes({ lanes: concurrentPartitions, detachAfterMs, pauses, onFailed });
  }

  /** Resolves when the batch is done, or is left to go on by itself because it takes long. */
  process(payload: EachBatchPayload): Promise<void> {
    return this.lanes.run(payload.batch.partition, (isCurrent) => this.work(payload, isCurrent));
  }

  /** Batches that began before this call end after the slice in work, whose outcome changes nothing. */
  assigned(): void {
    this.wanted.clear();
    this.lanes.assigned();
  }

  /** Goes on at this offset, after the slice in work: kafkajs would forget it while the partition is held. */
  seek(partition: number, offset: bigint): void {
    if (this.lanes.has(partition)) this.wanted.set(partition, offset);
    else this.options.seek(partition, offset);
  }

  /** Resolves when no handler runs. */
  idle(): Promise<void> {
    return this.lanes.idle();
  }

  private async work(payload: EachBatchPayload, isCurrent: () => boolean): Promise<void> {
    const { batch, resolveOffset, isRunning, isStale, heartbeat } = payload;
    const { maxBatchMessages, heartbeatIntervalMs, pauses, isAssigned, onHeartbeatFailed } = this.options;
    const { partition } = batch;
    const goesOn = () => isCurrent() && isRunning() && this.options.isRunning();
    // Behind a request to join, which the broker answers late, a heartbeat would time out and end the connection of both.
    const beat = async () => (isAssigned() ? heartbeat().catch(onHeartbeatFailed) : undefined);
    const heart = setInterval(() => {
      if (this.options.hasEnded()) clearInterval(heart);
      else void beat();
    }, heartbeatIntervalMs);
    let nextOffset: bigint | undefined;
    try {
      // kafkajs goes on with all that one fetch brought, though the group has told it to come.
      await beat();
      for (let start = 0; start < batch.messages.length; start += maxBatchMessages) {
        if (!goesOn() || isStale() || this.wanted.has(partition) || pauses.has(partition)) break;
        const slice = batch.messages.slice(start, start + maxBatchMessages);
        const last = slice.at(-1) as KafkaMessage;
        const outcome = await this.handle(
          {
            topic: batch.topic,
            partition,
            messages: slice.map(consumedMessage),
            logEndOffset: BigInt(batch.highWatermark),
          },
          { heartbeat: beat, isRunning: goesOn },
        );
        if (!isCurrent() || !this.apply(partition, outcome)) break;
        resolveOffset(last.offset);
        nextOffset = BigInt(last.offset) + 1n;
      }
    } finally {
      clearInterval(heart);
    }
    if (nextOffset !== undefined && isCurrent() && isAssigned())
      await this.options.commit(partition, nextOffset);
    const wanted = this.wanted.get(partition);
    if (wanted === undefined) return;
    this.wanted.delete(partition);
    this.options.seek(partition, wanted);
  }

  /** Returns true if the slice is done. */
  private apply(partition: number, outcome: BatchOutcome): boolean {
    const { pauses, seek, events } = this.options;
    switch (outcome.kind) {
      case 'done':
        this.failures.delete(partition);
        this.seeks.delete(partition);
        return true;
      case 'seek': {
        const seeks = (this.seeks.get(partition) ?? 0) + 1;
        this.seeks.set(partition, seeks);
        seek(partition, outcome.offset);
        if (seeks > FREE_SEEKS) {
          const forMs = backoffMs(seeks - FREE_SEEKS, HANDLER_BACKOFF);
          pauses.pause(partition, { reason: 'seeks without progress', forMs });
        }
        return false;
      }
      case 'retry':
        pauses.pause(partition, { reason: 'retry', forMs: outcome.afterMs });
        return false;
      case 'stop-partition':
        pauses.pause(partition, { reason: outcome.reason });
        events.partitionStopped?.({ partition, reason: outcome.reason });
        return false;
      default:
        return outcome satisfies never;
    }
  }

  private async handle(batch: ConsumedBatch, control: BatchControl): Promise<BatchOutcome> {
    const { handler, events } = this.options;
    const { partition, messages, logEndOffset } = batch;
    const start = performance.now();
    let outcome: BatchOutcome;
    try {
      outcome = await handler(batch, control);
    } catch (error) {
      const attempt = (this.failures.get(partition) ?? 0) + 1;
      this.failures.set(partition, attempt);
      const retryInMs = backoffMs(attempt, HANDLER_BACKOFF);
      events.handlerFailed?.({ partition, error: error as Error, attempt, retryInMs });
      return { kind: 'retry', afterMs: retryInMs };
    }
    events.batchHandled?.({
      partition,
      messages: messages.length,
      durationMs: performance.now() - start,
      outcome: outcome.kind,
      lag: Number(logEndOffset - 1n - (messages.at(-1)?.offset ?? 0n)),
    });
    return outcome;
  }
}
