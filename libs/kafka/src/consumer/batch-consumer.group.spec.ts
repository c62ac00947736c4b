import { freePort, waitFor } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { createKafkaClient } from '../client/kafka-client';
import { newTopic, silentLog } from '../kafka.spec-support';
import { topicOffsets } from '../admin/topic-offsets';
import { DONE, SLOW_MS, numbered, useConsumers, valuesOf } from './batch-consumer.spec-support';

describe('BatchConsumer, as a member of its group,', () => {
  const { client, newConsumer, write, lagOf } = useConsumers();

  it(
    'shares partitions with a second member and takes them back',
    async () => {
      const topic = await newTopic(client, { partitions: 4 });
      const groupId = `spec.${randomUUID()}`;
      const seen = new Set<number>();
      const member = () =>
        newConsumer({
          topic,
          groupId,
          handler: (batch) => {
            for (const value of valuesOf(batch)) seen.add(value);
            return Promise.resolve(DONE);
          },
        });
      const first = member();
      const second = member();
      await first.start();
      expect(first.assignment).toEqual([0, 1, 2, 3]);
      await second.start();
      await write(topic, numbered(200));
      await waitFor(
        () =>
          first.joined && second.joined && first.assignment.length === 2 && second.assignment.length === 2,
        { timeoutMs: 20_000, what: 'two partitions each' },
      );
      expect([...first.assignment, ...second.assignment].sort()).toEqual([0, 1, 2, 3]);
      await write(topic, numbered(200, 200));
      await second.stop({ drainMs: 5_000 });
      await write(topic, numbered(200, 400));
      await waitFor(() => first.assignment.length === 4, { timeoutMs: 20_000, what: 'all partitions' });
      await waitFor(() => seen.size === 600, { timeoutMs: 20_000, what: 'all messages' });
      await waitFor(async () => (await lagOf(groupId, topic)) === 0n, {
        timeoutMs: 10_000,
        what: 'the commits',
      });
    },
    SLOW_MS,
  );

  it(
    'goes on with other partitions while the batch of one takes long',
    async () => {
      const topic = await newTopic(client, { partitions: 2 });
      const groupId = `spec.${randomUUID()}`;
      let slow: number | undefined;
      let release: (() => void) | undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const seen = new Map<number, number>();
      const consumer = newConsumer({
        topic,
        groupId,
        concurrentPartitions: 2,
        handler: async (batch) => {
          slow ??= batch.partition;
          if (batch.partition === slow) await held;
          seen.set(batch.partition, (seen.get(batch.partition) ?? 0) + batch.messages.length);
          return DONE;
        },
      });
      await consumer.start();
      await write(topic, numbered(40));
      const others = () => [...seen].filter(([partition]) => partition !== slow);
      await waitFor(() => others().length === 1, { timeoutMs: 20_000, what: 'the first of the other' });
      // These are fetched only after kafkajs was told that the first batches are done.
      const before = others()[0]?.[1] ?? 0;
      await write(topic, numbered(40, 40));
      await waitFor(() => (others()[0]?.[1] ?? 0) > before, { timeoutMs: 20_000, what: 'later messages' });
      expect(seen.has(slow ?? -1)).toBe(false);
      expect(consumer.stoppedPartitions).toEqual([]);
      release?.();
      await waitFor(async () => (await lagOf(groupId, topic)) === 0n, {
        timeoutMs: 20_000,
        what: 'the commits',
      });
      expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(80);
    },
    SLOW_MS,
  );

  it(
    'commits a batch that takes long before it leaves',
    async () => {
      const topic = await newTopic(client, { partitions: 1 });
      const groupId = `spec.${randomUUID()}`;
      let begun = false;
      let release: (() => void) | undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const consumer = newConsumer({
        topic,
        groupId,
        detachAfterMs: 0,
        handler: async () => {
          begun = true;
          await held;
          return DONE;
        },
      });
      await consumer.start();
      await write(topic, numbered(10));
      await waitFor(() => begun, { timeoutMs: 20_000, what: 'the handler' });
      const stopping = consumer.stop({ drainMs: 20_000 });
      release?.();
      await stopping;
      expect(await lagOf(groupId, topic)).toBe(0n);
    },
    SLOW_MS,
  );

  it(
    'stays in the group during a handler longer than the session',
    async () => {
      const topic = await newTopic(client, { partitions: 2 });
      const groupId = `spec.${randomUUID()}`;
      await write(topic, numbered(40));
      const joins: number[][] = [];
      let told = false;
      let release: (() => void) | undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const first = newConsumer({
        topic,
        groupId,
        events: { joined: ({ partitions }) => joins.push(partitions) },
        handler: async (_batch, control) => {
          await held;
          told ||= !control.isRunning();
          return DONE;
        },
      });
      await first.start();
      const begun = performance.now();
      await waitFor(() => performance.now() - begun > 7_000, {
        timeoutMs: 30_000,
        what: 'more than a session',
      });
      expect(first.joined).toBe(true);
      expect(joins).toHaveLength(1);

      const second = newConsumer({ topic, groupId, handler: () => Promise.resolve(DONE) });
      const joining = second.start();
      await waitFor(() => !first.joined, { timeoutMs: 10_000, what: 'the doubt' });
      release?.();
      await joining;
      await waitFor(() => first.assignment.length === 1, { timeoutMs: 20_000, what: 'the new share' });
      expect(told).toBe(true);
    },
    SLOW_MS,
  );

  it('finishes and commits the running batch at a stop', async () => {
    const topic = await newTopic(client);
    const groupId = `spec.${randomUUID()}`;
    await write(topic, numbered(300));
    let handled = 0;
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const consumer = newConsumer({
      topic,
      groupId,
      handler: async ({ messages }) => {
        handled += messages.length;
        await held;
        return DONE;
      },
    });
    await consumer.start();
    await waitFor(() => handled > 0, { timeoutMs: 10_000, what: 'a batch' });
    const stopping = Promise.all([consumer.stop({ drainMs: 10_000 }), consumer.stop({ drainMs: 10_000 })]);
    expect(consumer.joined).toBe(false);
    release?.();
    await stopping;
    expect(handled).toBe(100);
    const [offsets] = await topicOffsets({ client, groupId, topic });
    expect(offsets?.committed).toBe(100n);
  });

  it('does not wait for a stuck handler longer than it is given', async () => {
    const topic = await newTopic(client);
    await write(topic, [1]);
    let begun = false;
    const consumer = newConsumer({
      topic,
      handler: () => {
        begun = true;
        return new Promise(() => undefined);
      },
    });
    await consumer.start();
    await waitFor(() => begun, { timeoutMs: 10_000, what: 'the handler' });
    // The handler never ends: that this does shows that it was not waited for.
    await expect(consumer.stop({ drainMs: 300 })).resolves.toBeUndefined();
  });

  it('waits for the broker at start and can be stopped meanwhile', async () => {
    const brokers = [`127.0.0.1:${await freePort()}`];
    const away = createKafkaClient({ brokers, clientId: 'spec', log: silentLog });
    let attempts = 0;
    const consumer = newConsumer({
      client: away,
      topic: 'any',
      events: { unavailable: () => (attempts += 1) },
      handler: () => Promise.resolve(DONE),
    });
    const starting = consumer.start();
    await waitFor(() => attempts > 0, { timeoutMs: 20_000, what: 'an attempt' });
    expect(consumer.joined).toBe(false);
    // Longer than a test may take: whatever waits for the whole of it fails.
    await consumer.stop({ drainMs: 600_000 });
    await expect(starting).resolves.toBeUndefined();
  });
});
