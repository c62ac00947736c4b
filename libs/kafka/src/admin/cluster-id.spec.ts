import { freePort, startKafkaBroker } from '@renwatch/testing';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testClient } from '../kafka.spec-support';
import { clusterId } from './cluster-id';

const SLOW_MS = 180_000;

describe('the id of a cluster', () => {
  it(
    'is the id that the cluster’s storage was formatted with',
    async () => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-cluster-'));
      const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true });
      try {
        const id = await clusterId(testClient({ brokers: [broker.brokers] }));
        expect(id).toBe(await formattedWith(dataDir));
        expect(id).not.toBe(await clusterId(testClient()));
      } finally {
        await broker.stop();
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    SLOW_MS,
  );

  it('may be asked for again where there is no cluster', async () => {
    const client = testClient({ brokers: [`127.0.0.1:${await freePort()}`] });
    await expect(clusterId(client)).rejects.toMatchObject({ name: 'KafkaUnavailableError', retriable: true });
  });
});

async function formattedWith(dataDir: string): Promise<string | undefined> {
  const properties = await readFile(path.join(dataDir, 'log', 'meta.properties'), 'utf8');
  return /^cluster\.id=(.+)$/m.exec(properties)?.[1];
}
