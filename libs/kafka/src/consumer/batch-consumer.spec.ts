import { waitFor } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { newTopic } from '../kafka.spec-support';
import { topicOffsets } from '../admin/topic-offsets';
import { DONE, SLOW_MS, numbered, useConsumers, valuesOf } from './batch-consumer.spec-support';
import { type BatchOutcome, type ConsumedBatch } from './batch.handler';

describe('BatchConsumer, by what its handler answers,', () => {
  const { client, newConsumer, write, lagOf } = useConsumers();

  it('passes all messages in bounded slices and commits after each', async () => {
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
    // kafkajs does not promise it; without it, lost records are noticed later.
    expect(batches[0]?.messages[0]?.leaderEpoch).toBeGreaterThanOrEqual(0);
    await waitFor(async () => (await lagOf(groupId, topic)) === 0n, {
      timeoutMs: 10_000,
      what: 'the commit',
    });
  });

  it('continues after the committed offset in the next process', async () => {
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

  it('seeks its own partition on request without new messages', async () => {
    const topic = await newTopic(client);
    const groupId = `spec.${randomUUID()}`;
    await write(topic, numbered(20));
    const seen: number[][] = [];
    const consumer = newConsumer({
      topic,
      groupId,
      handler: (batch) => {
        seen.push(valuesOf(batch));
        return Promise.resolve(DONE);
      },
    });
    consumer.seek(0, 3n);
    await consumer.start();
    await waitFor(async () => (await lagOf(groupId, topic)) === 0n, {
      timeoutMs: 10_000,
      what: 'the commit',
    });
    consumer.seek(1, 0n);
    consumer.seek(0, 15n);
    await waitFor(() => seen.flat().length >= 25, { timeoutMs: 10_000, what: 'the last five again' });
    expect(seen.flat()).toEqual([...numbered(20), ...numbered(5, 15)]);
  });

  it(
    'passes the same messages again after a retry outcome',
    async () => {
      const topic = await newTopic(client, { partitions: 2 });
      const seen: { partition: number; values: number[]; atMs: number }[] = [];
      let joins = 0;
      // Longer than the session time-out: without heartbeats the group would rebalance.
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
      // The partitioner chooses the partition: send until both have messages.
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

  it('retries a handler that throws, even a TypeError', async () => {
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

  it('stops only the partition it is told to stop', async () => {
    const topic = await newTopic(client, { partitions: 3 });
    const stops: number[] = [];
    const seen = new Map<number, number>();
    let newer = true;
    const groupId = `spec.${randomUUID()}`;
    const options: Parameters<typeof newConsumer>[0] = {
      topic,
      groupId,
      events: { partitionStopped: ({ partition }) => stops.push(partition) },
      handler: ({ partition, messages }) => {
        if (partition === 1 && newer)
          return Promise.resolve({ kind: 'stop-partition', reason: 'newer schema' });
        seen.set(partition, (seen.get(partition) ?? 0) + messages.length);
        return Promise.resolve(DONE);
      },
    };
    const consumer = newConsumer(options);
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
    await consumer.stop({ drainMs: 5_000 });
    newer = false;
    const upgraded = newConsumer(options);
    await upgraded.start();
    await waitFor(() => has(1), { timeoutMs: 10_000, what: 'the stopped partition' });
    expect(upgraded.stoppedPartitions).toEqual([]);
  });
});
