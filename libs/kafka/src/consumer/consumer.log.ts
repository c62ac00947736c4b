import { type KafkaLog } from '../client/kafka-log.port';
import { type ConsumerEvents } from './consumer.events';

/** Logs what a consumer reports, with the same messages in every service. */
export function consumerLog(log: KafkaLog): Required<Omit<ConsumerEvents, 'rebalancing' | 'batchHandled'>> {
  return {
    joined: ({ partitions }) => log.info({ partitions }, 'joined the consumer group'),
    unavailable: ({ error, attempt, retryInMs }) =>
      log.warn({ error, attempt, retryInMs }, 'consumer lost its group; rejoining'),
    handlerFailed: ({ partition, error, attempt }) =>
      log.error({ partition, error, attempt }, 'batch handler failed unexpectedly; retrying'),
    partitionStopped: ({ partition, reason }) => log.error({ partition, reason }, 'partition stopped'),
    commitFailed: ({ error }) => log.warn({ error }, 'offsets not committed; lag tools show too much lag'),
  };
}
