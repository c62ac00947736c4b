import { type Admin } from 'kafkajs';
import { type KafkaClient } from '../client/kafka-client';
import { KafkaUnavailableError } from '../error/kafka-unavailable.error';
import { TopicGuaranteeError } from '../error/topic-guarantee.error';
import { within } from '../timing/within';

/** All five are set: kafkajs's defaults differ under NODE_ENV=test. */
const RETRY = { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 };
const DISCONNECT_MS = 1_000;

/**
 * Does something with a connection of its own to the cluster's administration.
 * @throws KafkaUnavailableError (retriable) whatever goes wrong, but for what the work itself finds fault with
 */
export async function withAdmin<T>(client: KafkaClient, work: (admin: Admin) => Promise<T>): Promise<T> {
  const { kafka, sockets } = client.openSession();
  const admin = kafka.admin({ retry: RETRY });
  try {
    await within(admin.connect(), client.patienceMs, 'Connecting to Kafka');
    return await work(admin);
  } catch (cause) {
    if (cause instanceof TopicGuaranteeError) throw cause;
    throw new KafkaUnavailableError(`Kafka did not do it: ${(cause as Error).message}`, { cause });
  } finally {
    await within(admin.disconnect(), DISCONNECT_MS, 'Disconnecting').catch(() => undefined);
    sockets.end();
  }
}
