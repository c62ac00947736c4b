import { startKafkaBroker, TestAuthority, waitFor, type KafkaBroker } from '@renwatch/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newTopic, silentLog, valuesOn } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { createKafkaClient, type KafkaClient, type KafkaClientOptions } from './kafka-client';

const USER = { username: 'renwatch', password: 'made up for this test' };
const plain = { mechanism: 'plain', ...USER } as const;

describe('a broker that asks for TLS and a login', () => {
  let dataDir: string;
  let broker: KafkaBroker;
  let authority: TestAuthority;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-secured-'));
    authority = await TestAuthority.create();
    const { cert, key, ca } = await authority.issue({ host: '127.0.0.1' });
    const [keystoreFile, truststoreFile] = [path.join(dataDir, 'broker.pem'), path.join(dataDir, 'ca.pem')];
    await writeFile(keystoreFile, `${key}\n${cert}`, { mode: 0o600 });
    await writeFile(truststoreFile, ca);
    const secured = { keystoreFile, truststoreFile, ...USER };
    broker = await startKafkaBroker({ dataDir, secured, dieWithParent: true, temporary: true });
  }, 180_000);

  afterAll(async () => {
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  function client(access: Pick<KafkaClientOptions, 'tls' | 'sasl'>): KafkaClient {
    const brokers = [broker.securedListener as string];
    return createKafkaClient({ brokers, clientId: 'spec', log: silentLog, ...access });
  }

  it.each(['plain', 'scram-sha-512'] as const)(
    'is written to and read from by a user of %s',
    async (mechanism) => {
      const certificate = await authority.issue({ host: 'renwatch' });
      const secured = client({ tls: () => certificate, sasl: { mechanism, ...USER } });
      const topic = await newTopic(secured);
      const bounds = {
        maxBatchBytes: 1e6,
        maxBatchMessages: 10,
        maxWaitingBytes: 1e6,
        sendTimeoutMs: 30_000,
      };
      const producer = new BatchingProducer({ client: secured, ...bounds });
      await producer.send({ topic, key: 'k', value: Buffer.from('over TLS') });
      await producer.close({ drainMs: 5_000 });
      expect(await valuesOn(secured, topic)).toEqual(['over TLS']);
    },
  );

  it('refuses a wrong password, a missing certificate and an unknown authority', async () => {
    const certificate = await authority.issue({ host: 'renwatch' });
    const { ca } = await (await TestAuthority.create()).issue({ host: 'any' });
    const wrong = [
      { tls: () => certificate, sasl: { ...plain, password: 'wrong' } },
      { tls: () => ({ ca: certificate.ca }), sasl: plain },
      { tls: () => ({ ...certificate, ca }), sasl: plain },
    ];
    for (const access of wrong)
      await expect(newTopic(client(access))).rejects.toMatchObject({ name: 'KafkaUnavailableError' });
  });

  it('connects once the certificate files are valid', async () => {
    const certificate = await authority.issue({ host: 'renwatch' });
    let tls = (): typeof certificate => {
      throw new Error('half a file');
    };
    const secured = client({ tls: () => tls(), sasl: plain });
    await expect(newTopic(secured)).rejects.toMatchObject({ name: 'KafkaUnavailableError' });
    tls = () => certificate;
    await waitFor(async () => (await newTopic(secured)) !== '', { timeoutMs: 30_000, what: 'a topic' });
  });
});
