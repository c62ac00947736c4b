import { FaultProxy, freePort, startKafkaBroker, waitFor, type KafkaBroker } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newTopic, testClient } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { topicOffsets } from '../admin/topic-offsets';
import { BatchConsumer } from './batch-consumer';

const SLOW_MS = 180_000;

describe('BatchConsumer and BatchingProducer, on a broker with faults', () => {
  let dataDir: string;
  let ports: number[];
  let proxyPort: number;
  let broker: KafkaBroker;
  let producer: BatchingProducer;
  let consumer: BatchConsumer;
  let topic: string;
  let sent: number;
  let received: number[];
  let groupId: string;

  const last = () => received.at(-1) ?? -1;
  const allCommitted = async () => {
    const [offsets] = await topicOffsets({ client: client([broker.brokers]), groupId, topic });
    return offsets?.lag === 0n;
  };
  const client = (brokers: string[]) => testClient({ brokers, requestTimeoutMs: 1_500 });

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-faults-'));
    ports = [await freePort(), await freePort()];
    proxyPort = await freePort();
    broker = await startBroker(0);
  }, SLOW_MS);

  beforeEach(() => {
    received = [];
    sent = 0;
    groupId = `spec.${randomUUID()}`;
  });

  afterEach(async () => {
    broker.thaw();
    await Promise.all([consumer.stop({ drainMs: 2_000 }), producer.close({ drainMs: 2_000 })]);
  }, SLOW_MS);

  afterAll(async () => {
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  const startBroker = (which: 0 | 1) =>
    startKafkaBroker({
      dataDir,
      port: ports[which] as number,
      proxyPort,
      dieWithParent: true,
      temporary: true,
    });

  async function stream(brokers: string[]): Promise<void> {
    topic = await newTopic(client([broker.brokers]));
    producer = new BatchingProducer({
      client: client(brokers),
      maxBatchBytes: 1024 * 1024,
      maxBatchMessages: 100,
      maxWaitingBytes: 16 * 1024 * 1024,
      sendTimeoutMs: 120_000,
    });
    consumer = new BatchConsumer({
      client: client(brokers),
      groupId,
      topic,
      sessionTimeoutMs: 6_000,
      maxBatchMessages: 10,
      maxWaitMs: 100,
      handler: ({ messages }) => {
        for (const { value } of messages) {
          const n = Number(value);
          // Repeats are left out; a lost message would show as a gap.
          if (n > last()) received.push(n);
        }
        return Promise.resolve({ kind: 'done' });
      },
    });
    await consumer.start();
    await sendMore(100);
    await waitFor(() => last() === 99, { timeoutMs: 20_000, what: 'the first hundred' });
  }

  async function sendMore(count: number): Promise<void> {
    const sends: Promise<void>[] = [];
    for (let n = 0; n < count; n += 1) {
      sends.push(producer.send({ topic, key: 'k', value: Buffer.from(`${sent + n}`) }));
    }
    sent += count;
    await Promise.all(sends);
  }

  async function allArrives(): Promise<void> {
    await sendMore(100);
    await waitFor(() => last() === sent - 1 && consumer.joined && producer.healthy, {
      timeoutMs: 120_000,
      what: 'all that was sent',
    });
    expect(received).toEqual(Array.from({ length: sent }, (_, n) => n));
    await waitFor(allCommitted, { timeoutMs: 30_000, what: 'the commits' });
  }

  it(
    'replaces connections whose peer vanished silently',
    async () => {
      const proxy = new FaultProxy({ target: broker.proxiedListener as string, port: proxyPort });
      const { port } = await proxy.listen();
      await stream([`127.0.0.1:${port}`]);
      const before = proxy.connectionsAccepted;
      proxy.stall();
      const sending = sendMore(50);
      await waitFor(() => proxy.connectionsAccepted > before + 2, {
        timeoutMs: 20_000,
        what: 'new connections',
      });
      proxy.resume();
      await sending;
      await allArrives();
      await Promise.all([consumer.stop({ drainMs: 2_000 }), producer.close({ drainMs: 2_000 })]);
      await proxy.close();
    },
    SLOW_MS,
  );

  it(
    'goes on after the broker was frozen for longer than the session',
    async () => {
      await stream([broker.brokers]);
      broker.freeze();
      // Nothing is sent meanwhile: an idle producer is to notice too.
      await waitFor(() => !consumer.joined && !producer.healthy, { timeoutMs: 20_000, what: 'noticing' });
      const sending = sendMore(50);
      broker.thaw();
      await sending;
      await allArrives();
    },
    SLOW_MS,
  );

  it(
    'continues after a broker restart and is unready meanwhile',
    async () => {
      await stream([broker.brokers]);
      await broker.kill();
      await waitFor(() => !consumer.joined && !producer.healthy, { timeoutMs: 30_000, what: 'noticing' });
      broker = await startBroker(0);
      await allArrives();
    },
    SLOW_MS,
  );

  it(
    'finds a broker that moved if one of its addresses still works',
    async () => {
      await stream(ports.map((port) => `127.0.0.1:${port}`));
      await broker.kill();
      broker = await startBroker(1);
      await allArrives();
    },
    SLOW_MS,
  );
});
