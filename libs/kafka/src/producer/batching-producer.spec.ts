import { freePort, waitFor } from '@renwatch/testing';
import { newTopic, silentLog, testClient, valuesOn } from '../kafka.spec-support';
import { createKafkaClient } from '../client/kafka-client';
import { KafkaUnavailableError } from '../error/kafka-unavailable.error';
import { readTopic } from '../admin/read-topic';
import { ProducerFullError } from '../error/producer-full.error';
import { RecordTooLargeError } from '../error/record-too-large.error';
import { BatchingProducer, type BatchingProducerOptions } from './batching-producer';

const client = testClient();
const producers: BatchingProducer[] = [];

function newProducer(options: Partial<BatchingProducerOptions> = {}): BatchingProducer {
  const producer = new BatchingProducer({
    client,
    maxBatchBytes: 1024 * 1024,
    maxBatchMessages: 500,
    maxWaitingBytes: 16 * 1024 * 1024,
    sendTimeoutMs: 20_000,
    ...options,
  });
  producers.push(producer);
  return producer;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('BatchingProducer', () => {
  afterEach(async () => {
    await Promise.all(producers.splice(0).map((producer) => producer.close({ drainMs: 5_000 })));
  });

  it('groups records sent together into few writes', async () => {
    const topic = await newTopic(client);
    const writes: number[] = [];
    const producer = newProducer({ events: { batchWritten: ({ records }) => writes.push(records) } });
    await producer.connect();
    await Promise.all(
      numbered(1_200).map((n) => producer.send({ topic, key: 'k', value: Buffer.from(`${n}`) })),
    );
    expect(writes.slice(0, 2)).toEqual([500, 500]);
    expect(writes.reduce((sum, records) => sum + records)).toBe(1_200);
    expect(await valuesOn(client, topic)).toEqual(numbered(1_200).map(String));
  });

  it('keeps the sending order of each key', async () => {
    const topic = await newTopic(client, { partitions: 4 });
    const producer = newProducer({ maxBatchMessages: 7 });
    const keys = numbered(10).map((key) => `patient-${key}`);
    await Promise.all(
      keys.map(async (key) => {
        const sends: Promise<void>[] = [];
        for (const n of numbered(60)) {
          sends.push(producer.send({ topic, key, value: Buffer.from(`${key} ${n}`) }));
          if (n % 3 === 0) await sends[n];
        }
        await Promise.all(sends);
      }),
    );
    const values = await valuesOn(client, topic);
    expect(values).toHaveLength(600);
    for (const key of keys) {
      const own = values.filter((value) => value.startsWith(`${key} `));
      expect(own).toEqual(numbered(60).map((n) => `${key} ${n}`));
    }
  });

  it('puts a key where Java clients put it', async () => {
    const topic = await newTopic(client, { partitions: 24 });
    const producer = newProducer();
    // Kafka's own UtilsTest: murmur2("21") = -973932308, murmur2("foobar") = -790332482; & 0x7fffffff, modulo 24.
    const expected = { '21': 12, foobar: 6 };
    for (const key of Object.keys(expected)) {
      await producer.send({ topic, key, value: Buffer.from('x'), headers: { kind: 'test' } });
    }
    const found: Record<string, number> = {};
    for await (const { partition, messages } of readTopic({ client, topic, from: 'beginning' })) {
      for (const { key, headers } of messages) {
        found[String(key)] = partition;
        expect(headers).toEqual({ kind: Buffer.from('test') });
      }
    }
    expect(found).toEqual(expected);
  });

  it('refuses the record that is too large for its topic, alone', async () => {
    const topic = await newTopic(client, { partitions: 2, config: { 'max.message.bytes': '20000' } });
    const producer = newProducer();
    await producer.connect();
    const sizes = numbered(21).map((n) => (n === 10 ? 50_000 : 100));
    const outcomes = await Promise.allSettled(
      sizes.map((size, n) =>
        producer.send({ topic, key: `${n}`, value: Buffer.from(`${n} `.padEnd(size, 'x')) }),
      ),
    );
    const failed = outcomes.flatMap((outcome, n) =>
      outcome.status === 'rejected' ? [{ n, reason: outcome.reason }] : [],
    );
    expect(failed.map(({ n }) => n)).toEqual([10]);
    expect(failed[0]?.reason).toBeInstanceOf(RecordTooLargeError);
    expect(failed[0]?.reason).toMatchObject({ retriable: false, topic });
    const written = new Set((await valuesOn(client, topic)).map((value) => Number(value.split(' ')[0])));
    expect([...written].sort((a, b) => a - b)).toEqual(numbered(21).filter((n) => n !== 10));
    expect(producer.healthy).toBe(true);
  });

  it('divides a write that is too large as a whole', async () => {
    const topic = await newTopic(client, { config: { 'max.message.bytes': '20000' } });
    const producer = newProducer();
    await Promise.all(
      numbered(64).map((n) =>
        producer.send({ topic, key: 'k', value: Buffer.from(`${n} `.padEnd(1_000, 'x')) }),
      ),
    );
    const written = (await valuesOn(client, topic)).map((value) => Number(value.split(' ')[0]));
    expect(written).toEqual(numbered(64));
  });

  it('writes with gzip too', async () => {
    const topic = await newTopic(client);
    const producer = newProducer({ compression: 'gzip' });
    await Promise.all(
      numbered(50).map((n) => producer.send({ topic, key: null, value: Buffer.from(`${n}`) })),
    );
    expect(await valuesOn(client, topic)).toHaveLength(50);
  });

  it('writes what waits when closed, and takes nothing more', async () => {
    const topic = await newTopic(client);
    const producer = newProducer({ maxBatchMessages: 10 });
    const sends = numbered(100).map((n) => producer.send({ topic, key: 'k', value: Buffer.from(`${n}`) }));
    await producer.close({ drainMs: 10_000 });
    await Promise.all(sends);
    expect(producer.healthy).toBe(false);
    await expect(producer.send({ topic, key: 'k', value: Buffer.from('late') })).rejects.toBeInstanceOf(
      KafkaUnavailableError,
    );
    expect(await valuesOn(client, topic)).toEqual(numbered(100).map(String));
  });

  describe('without a broker', () => {
    async function unreachable() {
      return createKafkaClient({
        brokers: [`127.0.0.1:${await freePort()}`],
        clientId: 'spec',
        log: silentLog,
      });
    }

    it('fails a send in time with the reason and frees its room', async () => {
      const events = { unavailable: jest.fn() };
      const producer = newProducer({
        client: await unreachable(),
        maxWaitingBytes: 1_000,
        sendTimeoutMs: 3_000,
        events,
      });
      const record = { topic: 't', key: 'k', value: Buffer.alloc(600) };
      const send = producer.send(record);
      await expect(send).rejects.toMatchObject({ name: 'KafkaUnavailableError', retriable: true });
      await expect(send).rejects.toMatchObject({
        cause: { message: expect.stringContaining('ECONNREFUSED') },
      });
      expect(events.unavailable).toHaveBeenCalled();
      expect(producer.healthy).toBe(false);
      const another = producer.send(record);
      const closing = producer.close({ drainMs: 100 });
      await expect(another).rejects.toBeInstanceOf(KafkaUnavailableError);
      await closing;
    });

    it('takes no more bytes than may wait', async () => {
      const producer = newProducer({
        client: await unreachable(),
        maxWaitingBytes: 1_000,
        sendTimeoutMs: 60_000,
      });
      const first = producer.send({ topic: 't', key: 'k', value: Buffer.alloc(600) });
      await expect(producer.send({ topic: 't', key: 'k', value: Buffer.alloc(600) })).rejects.toBeInstanceOf(
        ProducerFullError,
      );
      const closing = producer.close({ drainMs: 100 });
      await expect(first).rejects.toBeInstanceOf(KafkaUnavailableError);
      await closing;
    });

    it('waits for one, until it is closed', async () => {
      let attempts = 0;
      const producer = newProducer({
        client: await unreachable(),
        events: { unavailable: () => (attempts += 1) },
      });
      const connecting = producer.connect();
      await waitFor(() => attempts > 0, { timeoutMs: 20_000, what: 'an attempt' });
      await producer.close({ drainMs: 100 });
      await expect(connecting).rejects.toBeInstanceOf(KafkaUnavailableError);
    });
  });
});
