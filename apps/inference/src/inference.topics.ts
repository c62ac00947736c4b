import { HL7_MESSAGES, akiAlertsTopic, deadLettersTopic, hl7MessagesTopic } from '@renwatch/events';
import { clusterId, ensureTopics, verifyTopic, type KafkaClient } from '@renwatch/kafka';
import { EXIT_CONFIGURATION, type Logger } from '@renwatch/runtime';
import { progressRepository, type Database } from '@renwatch/store';
import { type InferenceConfiguration } from './config';

/** The progress in the database counts offsets of another Kafka cluster: with them, messages of this one would be skipped. */
export class OtherClusterError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(options: { brokers: readonly string[]; clusterId: string; boundTo: string }) {
    const { brokers, clusterId, boundTo } = options;
    super(
      `KAFKA_BROKERS=${brokers.join(',')} is the Kafka cluster ${clusterId}, but the database (DATABASE_URL) has its ` +
        `progress from cluster ${boundTo}: name the brokers or the database that belong together`,
    );
    this.name = 'OtherClusterError';
  }
}

export interface PrepareTopicsOptions {
  configuration: InferenceConfiguration;
  client: KafkaClient;
  db: Database;
  logger: Logger;
}

/**
 * Creates missing topics and checks that all are as safe as configured, and that they belong to the database's progress.
 * @throws TopicGuaranteeError if a topic, whoever created it, is less safe than configured
 * @throws OtherClusterError
 */
export async function prepareTopics({
  configuration,
  client,
  db,
  logger,
}: PrepareTopicsOptions): Promise<void> {
  const { replication: minReplication, minInSyncReplicas: minInSync, brokers } = configuration;
  const sizing = { ...configuration, replicationFactor: minReplication };
  const topics = [hl7MessagesTopic(sizing), akiAlertsTopic(sizing), deadLettersTopic(sizing)];
  await ensureTopics({ client, topics, log: logger });
  for (const { name: topic, retention } of topics)
    await verifyTopic({ client, topic, minReplication, minInSync, retention });
  const id = await clusterId(client);
  const boundTo = await progressRepository.bindCluster(db, HL7_MESSAGES, id);
  if (boundTo !== id) throw new OtherClusterError({ brokers, clusterId: id, boundTo });
}
