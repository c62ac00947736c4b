import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeHl7Message, HL7_MESSAGES } from '@renwatch/events';
import { createKafkaClient, readTopic } from '@renwatch/kafka';
import { startKafkaBroker, waitFor, type KafkaBroker } from '@renwatch/testing';
import { PacedHospital } from './paced-hospital.spec-support';
import { ServiceProcess } from './service-process.spec-support';

const WAIT_MS = 60_000;
/** Far above what is asked on a machine that does nothing else. */
const MAX_STANDSTILL_MS = 45_000;
const ignore = () => undefined;

describe('two dialled feeds and two gateways', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-feeds-'));
  const hospitals: PacedHospital[] = [];
  const gateways = new Map<string, ServiceProcess>();
  let broker: KafkaBroker;

  beforeAll(async () => {
    broker = await startKafkaBroker({ dataDir: join(folder, 'kafka'), dieWithParent: true });
    for (const name of ['north', 'south']) hospitals.push(await PacedHospital.start(name, folder));
    await startGateway('one');
    await startGateway('two');
    await spread();
  });

  afterAll(async () => {
    for (const gateway of gateways.values()) await gateway.kill();
    for (const hospital of hospitals) await hospital.stop();
    await broker.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startGateway(name: string): Promise<void> {
    const env = {
      MLLP_LISTEN: 'off',
      MLLP_ADDRESS: hospitals.map(({ port, name }) => `127.0.0.1:${port}?name=${name}`).join(','),
      KAFKA_BROKERS: broker.brokers,
      KAFKA_PARTITIONS: '3',
    };
    const gateway = await ServiceProcess.start({ service: 'gateway', name, folder, env });
    gateways.set(name, gateway);
    await gateway.untilReady();
  }

  const gateway = (name: string): ServiceProcess => gateways.get(name) as ServiceProcess;

  async function feedsOf(name: string): Promise<string[]> {
    const owned = (await gateway(name).metrics()).matchAll(/feed_owned\{feed="(\w+)".*\} 1/g);
    return [...owned].map(([, feed]) => feed ?? '');
  }

  /** Each gateway has one feed. */
  const spread = () =>
    waitFor(async () => (await feedsOf('one')).length === 1 && (await feedsOf('two')).length === 1, {
      timeoutMs: WAIT_MS,
      what: 'a feed for each gateway',
    });

  const untilBothAt = (name: string) =>
    waitFor(async () => (await feedsOf(name)).length === 2, {
      timeoutMs: WAIT_MS,
      what: `both feeds at ${name}`,
    });

  /** Both feeds are acknowledged further, and none stood still too long. */
  async function goesOn(since: Date): Promise<void> {
    for (const hospital of hospitals) {
      const before = hospital.events('acked').length;
      await waitFor(() => hospital.events('acked').length > before + 20, {
        timeoutMs: WAIT_MS,
        what: `${hospital.name} to go on`,
      });
      expect(hospital.stoodStillMs(since)).toBeLessThan(MAX_STANDSTILL_MS);
    }
  }

  const readBy = async (name: string): Promise<PacedHospital> => {
    const [feed] = await feedsOf(name);
    return hospitals.find(({ name }) => name === feed) as PacedHospital;
  };

  it('use both, and leave the feed that stays where it was connected', async () => {
    await goesOn(new Date());
    const connections = hospitals.map((hospital) => hospital.events('connected').length);
    expect(connections.sort()).toEqual([1, 2]);
  });

  it('go on when a gateway is stopped, which hands its feed over', async () => {
    const since = new Date();
    gateway('two').signal('SIGTERM');
    expect(await gateway('two').ended()).toBe('exit code 0');
    await untilBothAt('one');
    await goesOn(since);
    await startGateway('two');
    await spread();
  });

  it('survive the kill of a gateway without disturbing the other feed', async () => {
    const since = new Date();
    const other = await readBy('one');
    const before = other.events('connected').length;
    await gateway('two').kill();
    await untilBothAt('one');
    await goesOn(since);
    expect(other.events('connected')).toHaveLength(before);
    await startGateway('two');
    await spread();
  });

  it('survive the freeze of a gateway, which reads nothing after waking', async () => {
    const since = new Date();
    const feed = await readBy('two');
    gateway('two').signal('SIGSTOP');
    await untilBothAt('one');
    await goesOn(since);
    const taken = feed.events('connected').length;
    const acked = feed.events('acked').length;
    gateway('two').signal('SIGCONT');
    await waitFor(async () => (await feedsOf('two')).length === 0, {
      timeoutMs: WAIT_MS,
      what: 'it to wake',
    });
    await spread();
    // The new owner continues until a feed is handed over in order; no other replica interrupts it.
    const broken = feed.events('closed').filter(({ reason }) => reason.startsWith('pre-empted'));
    expect(broken.every(({ connection }) => connection < taken)).toBe(true);
    expect(feed.events('acked').length).toBeGreaterThan(acked);
  });

  it('have lost nothing that was acknowledged, and changed no order', async () => {
    const client = createKafkaClient({
      brokers: [broker.brokers],
      clientId: 'spec',
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    const acked = new Map(
      hospitals.map((hospital) => [hospital.name, hospital.events('acked').map(({ index }) => index)]),
    );
    const values = new Map<string, number[]>();
    const seen = new Set<string>();
    for await (const { messages } of readTopic({ client, topic: HL7_MESSAGES, from: 'beginning' })) {
      for (const { value } of messages) {
        const { id, patient, observations } = decodeHl7Message(value as Buffer);
        if (seen.has(id)) continue;
        seen.add(id);
        const mrn = patient?.mrn ?? '';
        values.set(mrn, [...(values.get(mrn) ?? []), Number(observations[0]?.value)]);
      }
    }
    for (const [mrn, numbers] of values) {
      expect({ mrn, numbers }).toEqual({ mrn, numbers: [...numbers].sort((a, b) => a - b) });
    }
    for (const [name, indexes] of acked) {
      const stored = new Set([...values].flatMap(([mrn, numbers]) => (mrn.startsWith(name) ? numbers : [])));
      expect(indexes.filter((index) => !stored.has(index))).toEqual([]);
      expect(indexes.length).toBeGreaterThan(100);
    }
  });
});
