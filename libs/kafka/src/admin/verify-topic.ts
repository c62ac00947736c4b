import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { type KafkaClient } from '../client/kafka-client';
import { TopicGuaranteeError } from '../error/topic-guarantee.error';
import { withAdmin } from './with-admin';

export interface VerifyTopicOptions {
  client: KafkaClient;
  topic: string;
  /** Copies that each partition must have. */
  minReplication: number;
  /** Minimum of `min.insync.replicas`, the number of replicas that have a record before it is acknowledged. */
  minInSync: number;
  /** Minimum of `max.message.bytes`. */
  minMessageBytes?: number;
}

/**
 * Checks that a topic, whoever created it, gives the required guarantees.
 * @throws TopicGuaranteeError (not retriable) with every fault
 * @throws KafkaUnavailableError (retriable)
 */
export async function verifyTopic(options: VerifyTopicOptions): Promise<void> {
  const { client, topic, minReplication, minInSync, minMessageBytes = 0 } = options;
  await withAdmin(client, async (admin) => {
    if (!(await admin.listTopics()).includes(topic))
      throw new TopicGuaranteeError(topic, ['topic does not exist']);
    const copies = await fewestCopies(admin, topic);
    const config = await topicConfig(admin, topic);
    const faults: string[] = [];
    const atLeast = (name: string, has: number, wants: number) => {
      if (!(has >= wants)) faults.push(`${name} is ${has}; at least ${wants} is required`);
    };
    atLeast('replication', copies, minReplication);
    atLeast('min.insync.replicas', Number(config.get('min.insync.replicas')), minInSync);
    atLeast('max.message.bytes', Number(config.get('max.message.bytes')), minMessageBytes);
    if (faults.length > 0) throw new TopicGuaranteeError(topic, faults);
  });
}

async function fewestCopies(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics.flatMap((found) => found.partitions);
  return Math.min(...partitions.map(({ replicas }) => replicas.length));
}

async function topicConfig(admin: Admin, topic: string): Promise<Map<string, string>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
  });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  return new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
}
