import { freePort, waitFor } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { createKafkaClient } from '../client/kafka-client';
import { newTopic, silentLog, testClient } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { topicOffsets } from '../topics/topic-offsets';
import { BatchConsumer, type BatchConsumerOptions } from './batch-consumer';
import { type BatchOutcome, type ConsumedBatch } from './batch.handler';

const SLOW_MS = 90_000;
const DONE: BatchOutcome = { kind: 'done' };
const client = testClient();
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
const valuesOf = ({ messages }: ConsumedBatch) => messages.map(({ value }) => Number(value));

describe('BatchConsumer', () => {
  const consumers: BatchConsumer[] = [];
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

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop({ drainMs: 5_000 })));
  });

  afterAll(() => producer.close({ drainMs: 5_000 }));

  function newConsumer(
    options: Partial<BatchConsumerOptions> & Pick<BatchConsumerOptions, 'topic' | 'handler'>,
  ) {
    const consumer = new BatchConsumer({
      client,
      groupId: `spec.${randomUUID()}`,
      maxBatchMessages: 100,
      sessionTimeoutMs: 6_000,
      heartbeatIntervalMs: 500,
      maxWaitMs: 100,
      ...options,
    });
    consumers.push(consumer);
    return consumer;
  }

  /** Values 0, 1, 2 …, each its own key. */
  async function write(topic: string, numbers: number[]): Promise<void> {
    await Promise.all(numbers.map((n) => producer.send({ topic, key: `${n}`, value: Buffer.from(`${n}`) })));
  }

  const lagOf = async (groupId: string, topic: string) =>
    (await topicOffsets({ client, groupId, topic })).reduce((sum, { lag }) => sum + lag, 0n);

  it('hands over all from the beginning, in slices no longer than asked, and commits after', async () => {
    const topic = await newTopic(client);
    await write(topic, numbered(250));
    const batches: ConsumedBatch[] = [];
    const groupId = `spec.${randomUUID()}`;
    const consumer = newConsumer({
      topic,
      groupId,
      handler: (batch) => {
        batches.push(batch);
        return Promise.resolve(DONE);
      },
    });
    expect(consumer.joined).toBe(false);
    await consumer.start();
    expect(consumer.joined).toBe(true);
    expect(consumer.assignment).toEqual([0]);
    await waitFor(() => batches.flatMap(valuesOf).length >= 250, { timeoutMs: 20_000, what: 'all' });
    expect(batches.flatMap(valuesOf)).toEqual(numbered(250));
    expect(Math.max(...batches.map(({ messages }) => messages.length))).toBeLessThanOrEqual(100);
    expect(batches[0]).toMatchObject({ topic, partition: 0, logEndOffset: 250n });
    expect(batches[0]?.messages[1]).toMatchObject({ offset: 1n, key: Buffer.from('1'), headers: {} });
    expect(batches[0]?.messages[0]?.timestampMs).toBeGreaterThan(Date.now() - 60_000);
    await waitFor(async () => (await lagOf(groupId, topic)) === 0n, {
      timeoutMs: 10_000,
      what: 'the commit',
    });
  });

  it('goes on after what was committed, in the next process of the group', async () => {
    const topic = await newTopic(client);
    const groupId = `spec.${randomUUID()}`;
    await write(topic, numbered(10));
    const seen: number[][] = [[], []];
    const live = async (index: number, wanted: number) => {
      const consumer = newConsumer({
        topic,
        groupId,
        handler: (batch) => {
          seen[index]?.push(...valuesOf(batch));
          return Promise.resolve(DONE);
        },
      });
      await consumer.start();
      await waitFor(() => seen[index]?.length === wanted, { timeoutMs: 10_000, what: `${wanted} messages` });
      await consumer.stop({ drainMs: 5_000 });
      expect(consumer.joined).toBe(false);
    };
    await live(0, 10);
    await write(topic, numbered(5, 10));
    await live(1, 5);
    expect(seen).toEqual([numbered(10), numbered(5, 10)]);
  });

  it('seeks where the handler says, and commits nothing for it', async () => {
    const topic = await newTopic(client);
    const groupId = `spec.${randomUUID()}`;
    await write(topic, numbered(20));
    const seen: number[][] = [];
    const consumer = newConsumer({
      topic,
      groupId,
      handler: (batch) => {
        seen.push(valuesOf(batch));
        if (seen.length === 1) return Promise.resolve<BatchOutcome>({ kind: 'seek', offset: 15n });
        if (seen.length === 2) return Promise.resolve<BatchOutcome>({ kind: 'seek', offset: 0n });
        return Promise.resolve<BatchOutcome>({ kind: 'retry', afterMs: 60_000 });
      },
    });
    await consumer.start();
    await waitFor(() => seen.length === 3, { timeoutMs: 10_000, what: 'three batches' });
    expect(seen).toEqual([numbered(20), numbered(5, 15), numbered(20)]);
    const [offsets] = await topicOffsets({ client, groupId, topic });
    expect(offsets?.committed).toBeNull();
  });

  it(
    'hands the same messages over again after a retry outcome, with heartbeats meanwhile and other partitions going on',
    async () => {
      const topic = await newTopic(client, { partitions: 2 });
      const seen: { partition: number; values: number[]; atMs: number }[] = [];
      let joins = 0;
      // Longer than the session time-out: without heartbeats the group would divide anew.
      const afterMs = 7_000;
      const consumer = newConsumer({
        topic,
        events: { joined: () => (joins += 1) },
        handler: (batch) => {
          seen.push({ partition: batch.partition, values: valuesOf(batch), atMs: performance.now() });
          const first = seen.filter(({ partition }) => partition === batch.partition).length === 1;
          return Promise.resolve(batch.partition === 0 && first ? { kind: 'retry', afterMs } : DONE);
        },
      });
      await consumer.start();
      // Where the keys belong is the partitioner's affair: send until both have some.
      let n = 0;
      await waitFor(
        async () => {
          await write(topic, [n++]);
          return new Set(seen.map(({ partition }) => partition)).size === 2;
        },
        { timeoutMs: 20_000, what: 'a batch of each partition' },
      );
      const [first] = seen.filter(({ partition }) => partition === 0);
      const others = () => seen.filter(({ partition }) => partition === 1).length;
      const before = others();
      const again = () => seen.filter(({ partition }) => partition === 0)[1];
      while (again() === undefined) await write(topic, [n++]);
      expect(others()).toBeGreaterThan(before);
      expect(again()?.values.slice(0, first?.values.length)).toEqual(first?.values);
      expect((again()?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(afterMs - 50);
      expect(joins).toBe(1);
      expect(consumer.joined).toBe(true);
    },
    SLOW_MS,
  );

  it('does not die of a handler that throws, a TypeError included: it is counted and tried again', async () => {
    const topic = await newTopic(client);
    await write(topic, numbered(3));
    const failures: string[] = [];
    const seen: number[] = [];
    const faults = [new TypeError('no such method'), new Error('no database'), 'not even an error'];
    const consumer = newConsumer({
      topic,
      events: {
        handlerFailed: ({ error, attempt }) =>
          failures.push(`${attempt} ${(error as Error | string).toString()}`),
      },
      handler: (batch) => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
        seen.push(...valuesOf(batch));
        return Promise.resolve(DONE);
      },
    });
    await consumer.start();
    await waitFor(() => seen.length === 3, { timeoutMs: 20_000, what: 'all' });
    expect(seen).toEqual([0, 1, 2]);
    expect(failures).toEqual(['1 TypeError: no such method', '2 Error: no database', '3 not even an error']);
    expect(consumer.joined).toBe(true);
  });

  it('stops the one partition it is told to, keeps reading the others, and tries it again when it is resumed', async () => {
    const topic = await newTopic(client, { partitions: 3 });
    const stops: number[] = [];
    const seen = new Map<number, number>();
    let newer = true;
    const consumer = newConsumer({
      topic,
      events: { partitionStopped: ({ partition }) => stops.push(partition) },
      handler: ({ partition, messages }) => {
        if (partition === 1 && newer)
          return Promise.resolve({ kind: 'stop-partition', reason: 'newer schema' });
        seen.set(partition, (seen.get(partition) ?? 0) + messages.length);
        return Promise.resolve(DONE);
      },
    });
    await write(topic, numbered(60));
    await consumer.start();
    const ends = await topicOffsets({ client, groupId: 'none', topic });
    const endOf = (partition: number) => Number(ends[partition]?.logEnd);
    expect(Math.min(endOf(0), endOf(1), endOf(2))).toBeGreaterThan(0);
    const has = (partition: number) => seen.get(partition) === endOf(partition);
    await waitFor(() => has(0) && has(2) && stops.length > 0, { timeoutMs: 20_000, what: 'the others' });
    expect(consumer.stoppedPartitions).toEqual([{ partition: 1, reason: 'newer schema' }]);
    expect(seen.has(1)).toBe(false);
    expect(stops).toEqual([1]);
    newer = false;
    consumer.resumePartition(1);
    await waitFor(() => has(1), { timeoutMs: 10_000, what: 'the stopped partition' });
    expect(consumer.stoppedPartitions).toEqual([]);
  });

  it(
    'shares its partitions with a second member, and takes them back when that one stops, losing nothing',
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
    'keeps its place in the group through a handler longer than the session, and tells it when another joins',
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
        timeoutMs: 8_000,
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

  it('lets the handler in work finish and commits it when stopped, and hands over nothing after', async () => {
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
    const start = performance.now();
    await consumer.stop({ drainMs: 300 });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('waits for the broker at start, and stops at once when it is told to meanwhile', async () => {
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
    const start = performance.now();
    await consumer.stop({ drainMs: 5_000 });
    await starting;
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
