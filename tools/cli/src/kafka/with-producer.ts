import { BatchingProducer, type KafkaClient } from '@renwatch/kafka';

const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const MAX_BATCH_MESSAGES = 1_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const SEND_TIMEOUT_MS = 15_000;
const DRAIN_MS = 5_000;

/** Lends a producer for as long as `work` takes. */
export async function withProducer<T>(
  client: KafkaClient,
  work: (producer: BatchingProducer) => Promise<T>,
): Promise<T> {
  const producer = new BatchingProducer({
    client,
    maxBatchBytes: MAX_BATCH_BYTES,
    maxBatchMessages: MAX_BATCH_MESSAGES,
    maxWaitingBytes: MAX_WAITING_BYTES,
    sendTimeoutMs: SEND_TIMEOUT_MS,
  });
  try {
    return await work(producer);
  } finally {
    await producer.close({ drainMs: DRAIN_MS });
  }
}
