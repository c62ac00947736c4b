import { createKafkaClient, existingTopics, topicOffsets, type KafkaLog } from '@renwatch/kafka';
import { type TopicReader } from './topic-ends';

const SILENT: KafkaLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** Its commits follow the database, which is the truth; only the ends of the logs are of interest here. */
const GROUP = 'inference';

function ignore(): void {
  // The services log what happens to Kafka.
}

export function topicReader(brokers: readonly string[]): TopicReader {
  const client = createKafkaClient({ brokers: [...brokers], clientId: 'renwatch-stack', log: SILENT });
  return {
    existing: () => existingTopics({ client }),
    offsets: (topic) => topicOffsets({ client, groupId: GROUP, topic }),
  };
}
