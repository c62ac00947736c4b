import { randomUUID } from 'node:crypto';
import { testClient } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { topicOffsets } from '../admin/topic-offsets';
import { BatchConsumer, type BatchConsumerOptions } from './batch-consumer';
import { type BatchOutcome, type ConsumedBatch } from './batch.handler';

export const DONE: BatchOutcome = { kind: 'done' };
export const SLOW_MS = 90_000;

export const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + index);
export const valuesOf = ({ messages }: ConsumedBatch) => messages.map(({ value }) => Number(value));

/** For a describe block: consumers that are stopped after each test, and a producer to write for them. */
export function useConsumers() {
  const client = testClient();
  const consumers: BatchConsumer[] = [];
  const producer = new BatchingProducer({
    client,
    maxBatchBytes: 1024 * 1024,
    maxBatchMessages: 500,
    maxWaitingBytes: 64 * 1024 * 1024,
    sendTimeoutMs: 30_000,
  });

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop({ drainMs: 5_000 })));
  });

  afterAll(() => producer.close({ drainMs: 5_000 }));

  return {
    client,

    newConsumer(options: Partial<BatchConsumerOptions> & Pick<BatchConsumerOptions, 'topic' | 'handler'>) {
      const consumer = new BatchConsumer({
        client,
        groupId: `spec.${randomUUID()}`,
        maxBatchMessages: 100,
        sessionTimeoutMs: 6_000,
        heartbeatIntervalMs: 500,
        maxWaitMs: 100,
        ...options,
      });
      consumers.push(consumer);
      return consumer;
    },

    /** Values 0, 1, 2 …, each its own key. */
    async write(topic: string, numbers: number[]): Promise<void> {
      await Promise.all(
        numbers.map((n) => producer.send({ topic, key: `${n}`, value: Buffer.from(`${n}`) })),
      );
    },

    async lagOf(groupId: string, topic: string): Promise<bigint> {
      const offsets = await topicOffsets({ client, groupId, topic });
      return offsets.reduce((sum, { lag }) => sum + lag, 0n);
    },
  };
}
