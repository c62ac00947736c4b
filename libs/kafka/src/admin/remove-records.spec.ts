import { waitFor } from '@renwatch/testing';
import { newTopic, testClient, valuesOn } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { removeRecords } from './remove-records';

describe('removeRecords', () => {
  const client = testClient();
  const producer = new BatchingProducer({
    ...{ client, maxBatchBytes: 1024 * 1024, maxBatchMessages: 500 },
    ...{ maxWaitingBytes: 1024 * 1024, sendTimeoutMs: 30_000 },
  });
  const write = (topic: string, ...values: string[]) =>
    Promise.all(values.map((value) => producer.send({ topic, key: value, value: Buffer.from(value) })));
  const clockMovesOn = async () => {
    const nowMs = Date.now();
    await waitFor(() => Date.now() > nowMs, { timeoutMs: 1_000, what: 'the next millisecond', everyMs: 1 });
    return new Date();
  };

  afterAll(() => producer.close({ drainMs: 5_000 }));

  it('removes what was written before a time, in every partition', async () => {
    const topic = await newTopic(client, { partitions: 3 });
    await write(topic, 'a', 'b', 'c', 'd', 'e');
    const before = await clockMovesOn();
    await write(topic, 'f', 'g');
    expect(await removeRecords({ client, topic, before: new Date(0) })).toBe(0n);
    expect(await removeRecords({ client, topic, before, isTrial: true })).toBe(5n);
    expect(await valuesOn(client, topic)).toHaveLength(7);
    expect(await removeRecords({ client, topic, before })).toBe(5n);
    expect((await valuesOn(client, topic)).sort()).toEqual(['f', 'g']);
    expect(await removeRecords({ client, topic, before })).toBe(0n);
  });

  it('can remove all records, and the topic goes on', async () => {
    const topic = await newTopic(client);
    await write(topic, 'a', 'b');
    expect(await removeRecords({ client, topic, before: await clockMovesOn() })).toBe(2n);
    await write(topic, 'c');
    expect(await valuesOn(client, topic)).toEqual(['c']);
  });
});
