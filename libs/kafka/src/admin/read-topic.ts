import { randomUUID } from 'node:crypto';
import { type KafkaClient } from '../client/kafka-client';
import { BatchConsumer } from '../consumer/batch-consumer';
import { type ConsumedBatch } from '../consumer/batch.handler';
import { topicOffsets } from './topic-offsets';
import { withAdmin } from './with-admin';

export interface ReadTopicOptions {
  client: KafkaClient;
  topic: string;
  from: 'beginning';
  /** Default 1000. */
  maxBatchMessages?: number;
}

const STOP_MS = 5_000;

/**
 * All records of a topic up to its end as it is now, in the order of each partition, for tools and tests. Reads under a
 * group of its own, which it removes. Holds one batch at a time: the next is fetched when the caller has had this one.
 * Not for topics with transactions or compaction, whose last offsets may never be seen.
 * @throws KafkaUnavailableError (retriable) if the broker is not there at the beginning; later it is waited for
 */
export async function* readTopic(options: ReadTopicOptions): AsyncGenerator<ConsumedBatch, void, undefined> {
  const { client, topic, maxBatchMessages = 1_000 } = options;
  const groupId = `${client.clientId}-read-${randomUUID()}`;
  const ends = new Map<number, bigint>();
  for (const { partition, logStart, logEnd } of await topicOffsets({ client, groupId, topic })) {
    if (logEnd > logStart) ends.set(partition, logEnd);
  }
  if (ends.size === 0) return;

  const handOver = new HandOver<ConsumedBatch>();
  const next = new Map<number, bigint>();
  const consumer = new BatchConsumer({
    client,
    groupId,
    topic,
    maxBatchMessages,
    handler: async (batch) => {
      const end = ends.get(batch.partition) ?? 0n;
      const from = next.get(batch.partition) ?? 0n;
      // Skips records repeated after a rebalance, and records written after the read began.
      const messages = batch.messages.filter(({ offset }) => offset >= from && offset < end);
      const last = messages.at(-1);
      if (last !== undefined) {
        next.set(batch.partition, last.offset + 1n);
        await handOver.give({ ...batch, messages });
      }
      return { kind: 'done' };
    },
  });
  try {
    await consumer.start();
    while (ends.size > 0) {
      const batch = await handOver.take();
      const last = batch.messages.at(-1);
      const end = ends.get(batch.partition);
      yield batch;
      handOver.taken();
      if (last !== undefined && end !== undefined && last.offset + 1n >= end) ends.delete(batch.partition);
    }
  } finally {
    handOver.end();
    await consumer.stop({ drainMs: STOP_MS });
    await withAdmin(client, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

/** One thing at a time from a giver, who waits until it has been used, to a taker. */
class HandOver<T> {
  private offered: T | undefined;
  private ended = false;
  private onOffer: (() => void) | undefined;
  private onTaken: (() => void) | undefined;

  async give(thing: T): Promise<void> {
    if (this.ended) return;
    this.offered = thing;
    this.onOffer?.();
    await new Promise<void>((resolve) => (this.onTaken = resolve));
  }

  async take(): Promise<T> {
    if (this.offered === undefined) await new Promise<void>((resolve) => (this.onOffer = resolve));
    const thing = this.offered as T;
    this.offered = undefined;
    return thing;
  }

  taken(): void {
    this.onTaken?.();
  }

  /** Nobody takes any more. */
  end(): void {
    this.ended = true;
    this.onTaken?.();
  }
}
