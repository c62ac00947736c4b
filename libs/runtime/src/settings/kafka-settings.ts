import { type ConfigurationFault } from '../config/configuration.error';
import { kafkaAccessFaults, type KafkaAccessConfiguration, kafkaAccessSettings } from './kafka-access';
import { hostPort, integer, list } from '../config/schemas';
import { setting } from '../config/setting';

const MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** Access to Kafka and how topics are created: the same for every service, because any of them may create a topic. */
export const kafkaSettings = {
  brokers: setting('KAFKA_BROKERS', list(hostPort), {
    help: 'Kafka brokers, host:port with commas between',
    fallback: 'localhost:9092',
  }),
  ...kafkaAccessSettings,
  partitions: setting('KAFKA_PARTITIONS', integer(1, 10_000), {
    help: 'partitions of a new topic; an existing topic keeps its own',
    fallback: '24',
  }),
  replication: setting('KAFKA_REPLICATION', integer(1, 15), {
    help: 'copies of each record in a topic',
    fallback: '1',
  }),
  minInSyncReplicas: setting('KAFKA_MIN_INSYNC_REPLICAS', integer(1, 15), {
    help: 'copies that must be written before a record is acknowledged',
    fallback: '1',
  }),
  maxFrameBytes: setting('MAX_FRAME_BYTES', integer(1024, 16 * MAX_FRAME_BYTES), {
    help: 'largest frame that the gateway accepts, in bytes; the size limit of records follows from it',
    fallback: String(MAX_FRAME_BYTES),
  }),
};

/** Finds faults between settings that are each valid; a setting that could not be read is absent. */
export function kafkaFaults(
  given: Partial<KafkaAccessConfiguration> & {
    replication?: number | undefined;
    minInSyncReplicas?: number | undefined;
  },
): ConfigurationFault[] {
  return [...copiesFaults(given), ...kafkaAccessFaults(given)];
}

function copiesFaults(given: {
  replication?: number | undefined;
  minInSyncReplicas?: number | undefined;
}): ConfigurationFault[] {
  const { replication, minInSyncReplicas } = given;
  if (replication === undefined || minInSyncReplicas === undefined || replication >= minInSyncReplicas)
    return [];
  const remedy = `give at least ${minInSyncReplicas}: KAFKA_MIN_INSYNC_REPLICAS requires that many copies`;
  return [{ name: 'KAFKA_REPLICATION', value: String(replication), remedy }];
}
