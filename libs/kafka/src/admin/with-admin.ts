import { type Admin } from 'kafkajs';
import { finishesWithin, pause, withDeadline } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { KafkaUnavailableError } from '../error/kafka-unavailable.error';
import { protocolType } from '../error/protocol-type';
import { TopicGuaranteeError } from '../error/topic-guarantee.error';

/** All five are set: kafkajs's defaults differ under NODE_ENV=test. */
const RETRY = { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 };
const DISCONNECT_MS = 1_000;
/** Errors that end by themselves while a cluster settles and that kafkajs's admin client does not retry. */
const SETTLING = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
]);
const SETTLE_EVERY_MS = 200;

/**
 * Runs work on its own admin connection and repeats it while the cluster settles.
 * @throws KafkaUnavailableError (retriable) for every failure except a TopicGuaranteeError of the work
 */
export async function withAdmin<T>(client: KafkaClient, work: (admin: Admin) => Promise<T>): Promise<T> {
  const { kafka, sockets } = client.openSession();
  const admin = kafka.admin({ retry: RETRY });
  try {
    await withDeadline(admin.connect(), { timeoutMs: client.patienceMs, name: 'connecting to Kafka' });
    const deadline = performance.now() + client.patienceMs;
    for (;;) {
      try {
        return await work(admin);
      } catch (error) {
        if (!SETTLING.has(protocolType(error) ?? '') || performance.now() > deadline) throw error;
        await pause(SETTLE_EVERY_MS);
      }
    }
  } catch (cause) {
    if (cause instanceof TopicGuaranteeError) throw cause;
    throw new KafkaUnavailableError(`Kafka request failed: ${(cause as Error).message}`, { cause });
  } finally {
    await finishesWithin(admin.disconnect(), DISCONNECT_MS).catch(() => undefined);
    sockets.end();
  }
}
