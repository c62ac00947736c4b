import { type TopicSpec } from '@renwatch/events';
import { type Admin } from 'kafkajs';
import { pause } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { type KafkaLog } from '../client/kafka-log.port';
import { withAdmin } from './with-admin';

export interface EnsureTopicsOptions {
  client: KafkaClient;
  topics: readonly TopicSpec[];
  log: KafkaLog;
  /** Time until new partitions must have leaders. Default 30 s. */
  leadersTimeoutMs?: number;
}

const LOOK_EVERY_MS = 100;

/**
 * Creates missing topics and returns when every partition has a leader. Several replicas may call it at once. An existing
 * topic is left unchanged: only people add partitions, and nobody removes them.
 * @throws KafkaUnavailableError (retriable)
 */
export async function ensureTopics(options: EnsureTopicsOptions): Promise<void> {
  const { client, topics, log, leadersTimeoutMs = 30_000 } = options;
  await withAdmin(client, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(name));
    if (missing.length > 0) {
      // Returns false if another replica was faster.
      const created = await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map(({ name, partitions, replicationFactor, config }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
        })),
      });
      if (created) log.info({ topics: missing.map(({ name }) => name) }, 'topics created');
    }
    const deadline = performance.now() + leadersTimeoutMs;
    for (const { name } of topics) {
      while (!(await isServed(admin, name, log))) {
        if (performance.now() > deadline)
          throw new Error(`${name}: partitions have no leader after ${leadersTimeoutMs} ms`);
        await pause(LOOK_EVERY_MS);
      }
    }
  });
}

/** Asks the leader of each partition for its end offset: metadata may name a leader before it has the partition. */
async function isServed(admin: Admin, topic: string, log: KafkaLog): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics.flatMap((found) => found.partitions);
    const ends = await admin.fetchTopicOffsets(topic);
    return partitions.length > 0 && ends.length === partitions.length;
  } catch (error) {
    log.debug({ topic, error: (error as Error).message }, 'topic not ready; checking again');
    return false;
  }
}

/**
 * Returns the names of the topics that exist, for tools that must not create any.
 * @throws KafkaUnavailableError (retriable)
 */
export async function existingTopics({ client }: { client: KafkaClient }): Promise<ReadonlySet<string>> {
  return withAdmin(client, async (admin) => new Set(await admin.listTopics()));
}
