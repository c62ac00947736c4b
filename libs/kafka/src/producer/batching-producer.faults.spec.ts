import {
  FaultProxy,
  freePort,
  isProduceRequest,
  startKafkaBroker,
  waitFor,
  type KafkaBroker,
} from '@renwatch/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newTopic, testClient, valuesOn } from '../kafka.spec-support';
import { BatchingProducer, type BatchingProducerOptions } from './batching-producer';

const SLOW_MS = 180_000;

describe('BatchingProducer, on a broker with faults', () => {
  let dataDir: string;
  let broker: KafkaBroker;
  let proxy: FaultProxy;
  let producer: BatchingProducer;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-faults-'));
    const proxyPort = await freePort();
    broker = await startKafkaBroker({ dataDir, proxyPort, dieWithParent: true, temporary: true });
    proxy = new FaultProxy({ target: broker.proxiedListener as string, port: proxyPort });
    await proxy.listen();
  }, SLOW_MS);

  afterEach(async () => {
    proxy.resume();
    await producer.close({ drainMs: 1_000 });
  });

  afterAll(async () => {
    await proxy.close();
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  function start(brokers: string, options: Partial<BatchingProducerOptions> = {}): BatchingProducer {
    producer = new BatchingProducer({
      client: testClient({ brokers: [brokers], requestTimeoutMs: 1_500 }),
      maxBatchBytes: 1024 * 1024,
      maxBatchMessages: 100,
      maxWaitingBytes: 16 * 1024 * 1024,
      sendTimeoutMs: 60_000,
      ...options,
    });
    return producer;
  }

  const direct = () => testClient({ brokers: [broker.brokers] });

  it.each(['silence', 'close'] as const)(
    'loses nothing when the response to a write is lost (%s)',
    async (then) => {
      const topic = await newTopic(direct());
      start(proxy.address);
      const send = (value: string) => producer.send({ topic, key: 'k', value: Buffer.from(value) });
      await send('m1');
      const dropped = proxy.dropNextResponse({ request: isProduceRequest, then });
      const second = send('m2');
      await dropped;
      await Promise.all([second, send('m3'), send('m4')]);
      await send('m5');
      expect(await valuesOn(direct(), topic)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    },
    SLOW_MS,
  );

  it(
    'keeps every acknowledged record when responses are lost',
    async () => {
      const topic = await newTopic(direct());
      start(proxy.address, { sendTimeoutMs: 500 });
      await producer.connect();
      const send = (value: string) => producer.send({ topic, key: 'k', value: Buffer.from(value) });
      // The limit is short for a topic that was made a moment ago.
      const sent = () => send('m1').then(() => true);
      await waitFor(sent, { timeoutMs: 30_000, what: 'the first write' });
      const dropped = proxy.dropNextResponse({ request: isProduceRequest });
      const [lost] = await Promise.allSettled([send('m2'), dropped]);
      expect(lost.status).toBe('rejected');
      const written: string[] = ['m1'];
      for (const value of ['m3', 'm4', 'm5', 'm6', 'm7', 'm8']) {
        await send(value).then(
          () => written.push(value),
          () => undefined,
        );
      }
      await waitFor(() => send('last').then(() => true), { timeoutMs: 30_000, what: 'a write' });
      expect(await valuesOn(direct(), topic)).toEqual(expect.arrayContaining([...written, 'last']));
    },
    SLOW_MS,
  );

  it(
    'notices a silent broker and continues when it answers',
    async () => {
      const topic = await newTopic(direct());
      start(broker.brokers, { sendTimeoutMs: 4_000 });
      const send = (value: string) => producer.send({ topic, key: 'k', value: Buffer.from(value) });
      await send('before');
      expect(producer.healthy).toBe(true);
      broker.freeze();
      try {
        const failing = expect(send('during')).rejects.toMatchObject({ name: 'KafkaUnavailableError' });
        await waitFor(() => !producer.healthy, { timeoutMs: 20_000, what: 'noticing' });
        await failing;
      } finally {
        broker.thaw();
      }
      await waitFor(() => producer.healthy, { timeoutMs: 20_000, what: 'health' });
      await waitFor(() => send('after').then(() => true), { timeoutMs: 20_000, what: 'a write' });
      expect(await valuesOn(direct(), topic)).toEqual(expect.arrayContaining(['before', 'after']));
    },
    SLOW_MS,
  );

  it(
    'writes everything, in order, through connections that are cut again and again',
    async () => {
      const topic = await newTopic(direct(), { partitions: 3 });
      start(proxy.address, { maxBatchMessages: 20 });
      const sends: Promise<void>[] = [];
      for (let n = 0; n < 600; n += 1) {
        sends.push(producer.send({ topic, key: `k${n % 5}`, value: Buffer.from(`k${n % 5} ${n}`) }));
        if (n % 100 === 50) {
          await sends[n - 50];
          proxy.cut();
        }
      }
      await Promise.all(sends);
      const values = await valuesOn(direct(), topic);
      expect(values).toHaveLength(600);
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const own = values
          .filter((value) => value.startsWith(`${key} `))
          .map((value) => Number(value.split(' ')[1]));
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }
    },
    SLOW_MS,
  );

  it(
    'continues after a broker restart with every acknowledged record',
    async () => {
      const topic = await newTopic(direct());
      // Not a limit here: the broker's start takes what the machine leaves it.
      start(broker.brokers, { sendTimeoutMs: SLOW_MS });
      const written: number[] = [];
      let stop = false;
      const sending = (async () => {
        for (let n = 0; !stop; n += 1) {
          await producer.send({ topic, key: 'k', value: Buffer.from(`${n}`) });
          written.push(n);
        }
      })();
      await waitFor(() => written.length > 50, { timeoutMs: 10_000, what: 'the first writes' });
      await broker.kill();
      await waitFor(() => !producer.healthy, { timeoutMs: 20_000, what: 'noticing' });
      const before = written.length;
      broker = await startKafkaBroker({
        dataDir,
        port: Number(broker.brokers.split(':')[1]),
        dieWithParent: true,
      });
      await waitFor(() => written.length > before + 50, { timeoutMs: 60_000, what: 'more writes' });
      stop = true;
      await sending;
      expect(producer.healthy).toBe(true);
      expect(await valuesOn(direct(), topic)).toEqual(written.map(String));
    },
    SLOW_MS,
  );
});
