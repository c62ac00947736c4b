import { createRequire } from 'node:module';
import type * as KafkaModule from '@renwatch/kafka';
import { type BatchingProducer, type KafkaClient } from '@renwatch/kafka';
import { createLogger, kafkaAccess } from '@renwatch/runtime';
import { type KafkaConfiguration } from './config';

const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const MAX_BATCH_MESSAGES = 1_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const SEND_TIMEOUT_MS = 15_000;
const DRAIN_MS = 5_000;

const requireLate = createRequire(__filename);

/** Loads the Kafka client only for commands that use it, so that others start fast. */
export const kafka = (): typeof KafkaModule => requireLate('@renwatch/kafka') as typeof KafkaModule;

/** Silent: errors are thrown, and nothing else that the client logs helps the user of a command. */
export const log = createLogger({ service: 'renwatch', level: 'silent' });

export function openKafka(configuration: KafkaConfiguration): KafkaClient {
  const { brokers } = configuration;
  return kafka().createKafkaClient({ brokers, clientId: 'renwatch-cli', ...kafkaAccess(configuration), log });
}

/** Runs `work` with a producer, and closes it afterwards. */
export async function withProducer<T>(
  client: KafkaClient,
  work: (producer: BatchingProducer) => Promise<T>,
): Promise<T> {
  const producer = new (kafka().BatchingProducer)({
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
