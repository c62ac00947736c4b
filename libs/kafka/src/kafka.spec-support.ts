import { type TopicSpec } from '@renwatch/events';
import { testKafkaBrokers } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { createKafkaClient, type KafkaClient } from './client/kafka-client';
import { type KafkaLog } from './client/kafka-log.port';
import { ensureTopics } from './admin/ensure-topics';
import { readTopic } from './admin/read-topic';

const ignore = () => undefined;
export const silentLog: KafkaLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };

export function testClient({ brokers = testKafkaBrokers(), requestTimeoutMs = 5_000 } = {}): KafkaClient {
  return createKafkaClient({ brokers, clientId: 'spec', log: silentLog, requestTimeoutMs });
}

/** A topic that no other test knows. */
export async function newTopic(client: KafkaClient, spec: Partial<TopicSpec> = {}): Promise<string> {
  const name = spec.name ?? `spec.${randomUUID()}`;
  const topic = { partitions: 1, replicationFactor: 1, config: {}, ...spec, name };
  await ensureTopics({ client, topics: [topic], log: silentLog });
  return name;
}

/** The values on a topic, in the order of each partition, repeats left out as every consumer leaves them out. */
export async function valuesOn(client: KafkaClient, topic: string): Promise<string[]> {
  const values = new Set<string>();
  for await (const { messages } of readTopic({ client, topic, from: 'beginning' })) {
    for (const { value } of messages) values.add(String(value));
  }
  return [...values];
}
