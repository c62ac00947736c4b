import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPortFree } from '../free-port';
import { BrokerStartError } from './broker-start.error';
import { countBrokers } from './kafka-wire';
import { startKafkaBroker, type KafkaBroker } from './start-kafka-broker';

const START_MS = 60_000;

function ask(address: string): Promise<number> {
  const [host = '', port] = address.split(':');
  return countBrokers({ host, port: Number(port), timeoutMs: 2_000 });
}

describe('startKafkaBroker', () => {
  let dataDir: string;
  let brokers: KafkaBroker[];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-broker-'));
    brokers = [];
  });

  afterEach(async () => {
    for (const broker of brokers) await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<KafkaBroker> {
    const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true, proxyPort: 1 });
    brokers.push(broker);
    return broker;
  }

  it(
    'answers on both listeners, and keeps its data over a restart',
    async () => {
      const first = await start();
      expect(await ask(first.brokers)).toBe(1);
      expect(await ask(first.proxiedListener ?? '')).toBe(1);
      const meta = path.join(dataDir, 'log', 'meta.properties');
      const clusterId = () => /cluster.id=(.*)/.exec(readFileSync(meta, 'utf8'))?.[1];
      const before = clusterId();
      await first.stop();
      await first.stop();
      await expect(ask(first.brokers)).rejects.toThrow();

      const second = await start();
      expect(await ask(second.brokers)).toBe(1);
      expect(clusterId()).toBe(before);
    },
    2 * START_MS,
  );

  it(
    'ends an abandoned broker before it starts on the same folder',
    async () => {
      const abandoned = await start();
      // The mark of a process that is no more; the broker itself runs on.
      const { pid } = spawn('true');
      const mark = path.join(dataDir, 'broker.pid');
      await rm(mark);
      await writeFile(mark, JSON.stringify({ pid: abandoned.pid, startedBy: pid }));
      const own = await start();
      expect(own.pid).not.toBe(abandoned.pid);
      await expect(ask(abandoned.brokers)).rejects.toThrow();
      expect(await ask(own.brokers)).toBe(1);
    },
    3 * START_MS,
  );

  it('says which port is taken', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    expect(await isPortFree(port)).toBe(false);
    const failure = startKafkaBroker({ dataDir, port });
    await expect(failure).rejects.toBeInstanceOf(BrokerStartError);
    await expect(failure).rejects.toThrow(`Port ${port} `);
    server.close();
  });
});
