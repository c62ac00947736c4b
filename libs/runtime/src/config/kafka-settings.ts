import { type ConfigurationFault } from './configuration.error';
import { kafkaAccessFaults, type KafkaAccessConfiguration, kafkaAccessSettings } from './kafka-access';
import { parseHostPort, setting } from './setting';

const MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** Where Kafka is and how its topics are made: the same for every service, since any of them may make a topic. */
export const kafkaSettings = {
  brokers: setting.list('KAFKA_BROKERS', {
    describe: "Kafka's brokers, host:port with commas between",
    fallback: 'localhost:9092',
    item: parseHostPort,
  }),
  ...kafkaAccessSettings,
  partitions: setting.integer('KAFKA_PARTITIONS', {
    describe: 'partitions of a topic that is made; an existing topic keeps its own',
    min: 1,
    max: 10_000,
    fallback: '24',
  }),
  replication: setting.integer('KAFKA_REPLICATION', {
    describe: 'copies that a topic keeps of each record',
    min: 1,
    max: 15,
    fallback: '1',
  }),
  minInSyncReplicas: setting.integer('KAFKA_MIN_INSYNC_REPLICAS', {
    describe: 'copies that must be written before a record is acknowledged',
    min: 1,
    max: 15,
    fallback: '1',
  }),
  maxFrameBytes: setting.integer('MAX_FRAME_BYTES', {
    describe: 'the largest frame the gateway takes whole; the size of records follows from it',
    min: 1024,
    max: 16 * MAX_FRAME_BYTES,
    fallback: String(MAX_FRAME_BYTES),
  }),
};

/** What is wrong between settings that are each right; a missing one was told of already. */
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
  const remedy = `give at least ${minInSyncReplicas}: KAFKA_MIN_INSYNC_REPLICAS asks for that many copies`;
  return [{ name: 'KAFKA_REPLICATION', value: String(replication), remedy }];
}
