import { akiAlertsTopic, DEFAULT_TOPIC_SIZING, deadLettersTopic, hl7MessagesTopic } from '@renwatch/events';
import { freePort } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { newTopic, silentLog, testClient } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { ensureTopics } from './ensure-topics';
import { readTopic } from './read-topic';
import { removeTopics } from './remove-topics';
import { topicOffsets } from './topic-offsets';
import { verifyTopic } from './verify-topic';

const client = testClient();

describe('topics', () => {
  let producer: BatchingProducer;

  beforeAll(() => {
    producer = new BatchingProducer({
      client,
      maxBatchBytes: 1024 * 1024,
      maxBatchMessages: 500,
      maxWaitingBytes: 64 * 1024 * 1024,
      sendTimeoutMs: 30_000,
    });
  });

  afterAll(() => producer.close({ drainMs: 5_000 }));

  const write = (topic: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        producer.send({ topic, key: `${n}`, value: Buffer.from(`${n}`) }),
      ),
    );

  it('creates missing topics from several replicas and keeps existing ones', async () => {
    const name = `spec.${randomUUID()}`;
    const other = `spec.${randomUUID()}`;
    const topic = { name, partitions: 3, replicationFactor: 1, config: { 'retention.ms': '-1' } };
    await Promise.all([1, 2, 3].map(() => ensureTopics({ client, topics: [topic], log: silentLog })));
    const more = [
      { ...topic, partitions: 5 },
      { ...topic, name: other, partitions: 2 },
    ];
    await ensureTopics({ client, topics: more, log: silentLog });
    expect(await topicOffsets({ client, groupId: 'none', topic: name })).toHaveLength(3);
    expect(await topicOffsets({ client, groupId: 'none', topic: other })).toHaveLength(2);
  });

  it('removes a topic with its records and ignores a missing one', async () => {
    const topic = await newTopic(client);
    const specs = [{ name: topic, partitions: 2, replicationFactor: 1, config: {} }];
    await write(topic, 3);
    await removeTopics({ client, topics: [topic, `spec.${randomUUID()}`] });
    await ensureTopics({ client, topics: specs, log: silentLog });
    const ends = (await topicOffsets({ client, groupId: 'none', topic })).map(({ logEnd }) => logEnd);
    expect(ends).toEqual([0n, 0n]);
  });

  it('reports every guarantee that a topic lacks', async () => {
    const topic = await newTopic(client, {
      config: { 'min.insync.replicas': '1', 'max.message.bytes': '5000' },
    });
    await verifyTopic({ client, topic, minReplication: 1, minInSync: 1, minMessageBytes: 5_000 });
    const asked = { client, topic, minReplication: 3, minInSync: 2, minMessageBytes: 5_001 };
    await expect(verifyTopic(asked)).rejects.toMatchObject({
      name: 'TopicGuaranteeError',
      retriable: false,
      faults: [
        'replication is 1; at least 3 is required',
        'min.insync.replicas is 1; at least 2 is required',
        'max.message.bytes is 5000; at least 5001 is required',
      ],
    });
    await expect(verifyTopic({ ...asked, topic: 'spec.nowhere' })).rejects.toMatchObject({
      faults: ['topic does not exist'],
    });
  });

  it('reports settings of a topic that lose records', async () => {
    const topic = await newTopic(client, {
      config: {
        'cleanup.policy': 'compact',
        'retention.ms': '60000',
        'retention.bytes': '1048576',
        'unclean.leader.election.enable': 'true',
        'min.insync.replicas': '1',
      },
    });
    const retention = { minMs: 604_800_000, mayBeSized: false };
    const asked = verifyTopic({ client, topic, minReplication: 1, minInSync: 1, retention });
    await expect(asked).rejects.toMatchObject({
      topic,
      retriable: false,
      faults: [
        expect.stringMatching(/^unclean\.leader\.election\.enable is true; set it to false/),
        expect.stringMatching(/^cleanup\.policy is compact; set it to delete/),
        expect.stringMatching(/^retention\.ms is 60000; at least 604800000/),
        expect.stringMatching(/^retention\.bytes is 1048576; set it to -1/),
      ],
    });
  });

  it('accepts the topics that it creates itself', async () => {
    const sizing = { ...DEFAULT_TOPIC_SIZING, partitions: 1 };
    for (const spec of [hl7MessagesTopic(sizing), akiAlertsTopic(sizing), deadLettersTopic(sizing)]) {
      const own = { ...spec, name: `spec.${randomUUID()}` };
      await ensureTopics({ client, topics: [own], log: silentLog });
      const { name: topic, retention } = own;
      await verifyTopic({ client, topic, minReplication: 1, minInSync: 1, retention });
    }
  });

  it('rejects with a retriable error if there is no Kafka', async () => {
    const away = testClient({ brokers: [`127.0.0.1:${await freePort()}`] });
    const asked = verifyTopic({ client: away, topic: 'any', minReplication: 1, minInSync: 1 });
    await expect(asked).rejects.toMatchObject({ name: 'KafkaUnavailableError', retriable: true });
  });

  it('reads each partition in order up to its end', async () => {
    const topic = await newTopic(client, { partitions: 5 });
    await write(topic, 200);
    const offsets = new Map<number, bigint[]>();
    const values: number[] = [];
    for await (const { partition, messages } of readTopic({
      client,
      topic,
      from: 'beginning',
      maxBatchMessages: 7,
    })) {
      if (values.length === 0) await write(topic, 50);
      expect(messages.length).toBeLessThanOrEqual(7);
      offsets.set(partition, [...(offsets.get(partition) ?? []), ...messages.map(({ offset }) => offset)]);
      values.push(...messages.map(({ value }) => Number(value)));
    }
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    for (const read of offsets.values()) expect(read).toEqual(read.map((_, index) => BigInt(index)));
  });

  it('ends at once for an empty topic or an early stop', async () => {
    const topic = await newTopic(client, { partitions: 2 });
    for await (const batch of readTopic({ client, topic, from: 'beginning' }))
      throw new Error(`${batch.partition}`);
    await write(topic, 100);
    const seen: number[] = [];
    for await (const { messages } of readTopic({ client, topic, from: 'beginning', maxBatchMessages: 1 })) {
      seen.push(messages.length);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([1, 1, 1]);
  });

  it('counts what a group that has committed nothing has still to read', async () => {
    const topic = await newTopic(client);
    await write(topic, 12);
    expect(await topicOffsets({ client, groupId: `spec.${randomUUID()}`, topic })).toEqual([
      { partition: 0, committed: null, logStart: 0n, logEnd: 12n, lag: 12n },
    ]);
  });
});
