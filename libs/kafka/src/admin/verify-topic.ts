import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { type KafkaClient } from '../client/kafka-client';
import { TopicGuaranteeError } from '../error/topic-guarantee.error';
import { type RequiredGuarantees, topicFaults } from './topic-faults';
import { withAdmin } from './with-admin';

export interface VerifyTopicOptions extends RequiredGuarantees {
  client: KafkaClient;
  topic: string;
}

/**
 * Checks that a topic, whoever created it, gives the required guarantees.
 * @throws TopicGuaranteeError (not retriable) with every fault
 * @throws KafkaUnavailableError (retriable)
 */
export async function verifyTopic({ client, topic, ...required }: VerifyTopicOptions): Promise<void> {
  await withAdmin(client, async (admin) => {
    if (!(await admin.listTopics()).includes(topic))
      throw new TopicGuaranteeError(topic, ['topic does not exist']);
    const copies = await fewestCopies(admin, topic);
    const config = await topicConfig(admin, topic);
    const faults = topicFaults({ copies, setting: (name) => config.get(name) }, required);
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
