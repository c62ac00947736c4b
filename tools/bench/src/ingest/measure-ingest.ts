import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HL7_MESSAGES } from '@renwatch/events';
import { BatchingProducer, createKafkaClient } from '@renwatch/kafka';
import { freePort, startKafkaBroker } from '@renwatch/testing';
import { BENCH_MESSAGES } from '../parse/messages';
import { type ContenderKind, type Rate, summary } from '../rounds/measure-rounds';
import { PeerServer } from '../processes/peer-server';
import { cpuSeconds, ServiceProcess } from '../processes/service-process';
import { bareProduce } from './bare-produce';
import { driveConnections, type DriveResult } from './drive-connections';

export interface IngestOptions {
  connections: readonly number[];
  rounds: number;
  measureMs: number;
}

/** Rates at one number of connections. */
export interface IngestRates {
  connections: number;
  perSecond: Rate[];
  /** Per CPU-second of the measured process alone, without broker and load. */
  perCpuSecond: Rate[];
}

interface IngestContender {
  name: string;
  kind: ContenderKind;
  run(connections: number, warmUpAnswers: number): Promise<DriveResult>;
}

const PEERS = ['simple-hl7', 'medplum'];
/** Node's own choice in a container of the manifest's 384 MiB. */
const HEAP_MIB = 192;
const MIB = 1024 * 1024;
const FRAME = { begin: Buffer.of(0x0b), end: Buffer.of(0x1c, 0x0d) };
/** Enough for V8 to optimise what each message runs. */
const FIRST_ANSWERS = 4_000;
const WARM_UP_ANSWERS = 100;
const PATIENT = '7004213';

/** The result message for each connection, of another patient of the same length. */
function messagesFor(connections: number): Buffer[] {
  const text = BENCH_MESSAGES[0]?.bytes.toString('latin1') ?? '';
  return Array.from({ length: connections }, (_connection, n) =>
    Buffer.from(text.replace(PATIENT, String(Number(PATIENT) + n)), 'latin1'),
  );
}

const framesFor = (connections: number): Buffer[] =>
  messagesFor(connections).map((message) => Buffer.concat([FRAME.begin, message, FRAME.end]));

/** Measures a gateway before a real broker, peers' servers that store nothing, and bounds, in turn. */
export async function measureIngest(options: IngestOptions): Promise<IngestRates[]> {
  const stops: (() => Promise<unknown>)[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'renwatch-bench-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  try {
    return await compare(await startContenders(dataDir, options, stops), options);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function startContenders(
  dataDir: string,
  { measureMs }: IngestOptions,
  stops: (() => Promise<unknown>)[],
): Promise<IngestContender[]> {
  const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true });
  stops.push(() => broker.kill());
  const port = await freePort();
  const settings = { MLLP_LISTEN: `127.0.0.1:${port}?name=bench`, MAX_CONNECTIONS: '300' };
  const service = { service: 'gateway', brokers: broker.brokers, heapMib: HEAP_MIB, settings } as const;
  const gateway = await ServiceProcess.start(service);
  stops.push(() => gateway.stop());
  const drive = (target: { port: number; pid: number }, connections: number, warmUpAnswers: number) =>
    driveConnections({
      ...{ port: target.port, frames: framesFor(connections), warmUpAnswers, measureMs },
      cpuSeconds: () => cpuSeconds(target.pid),
    });
  const server = async (name: string, kind: ContenderKind, title: string): Promise<IngestContender> => {
    const peer = await PeerServer.start(name);
    stops.push(() => peer.stop());
    return { name: title, kind, run: (...given) => drive(peer, ...given) };
  };
  const producer = bareProducer(broker.brokers);
  stops.push(() => producer.close({ drainMs: measureMs }));
  return [
    {
      name: 'Renwatch, durable',
      kind: 'renwatch',
      run: (...given) => drive({ port, pid: gateway.pid }, ...given),
    },
    ...(await Promise.all(PEERS.map((name) => server(name, 'peer', `${name}, stores nothing`)))),
    {
      ...{ name: 'bare produce, acks=all', kind: 'bound' },
      run: (connections, warmUpAnswers) =>
        bareProduce({
          ...{ producer, topic: HL7_MESSAGES, values: messagesFor(connections), warmUpAnswers, measureMs },
        }),
    },
    await server('echo', 'bound', 'bare echo, stores nothing'),
  ];
}

function bareProducer(brokers: string): BatchingProducer {
  const nothing = () => undefined;
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const client = createKafkaClient({ brokers: [brokers], clientId: 'bench', log });
  return new BatchingProducer({
    ...{
      client,
      maxBatchBytes: MIB,
      maxBatchMessages: 1_000,
      maxWaitingBytes: 64 * MIB,
      sendTimeoutMs: 60_000,
    },
  });
}

async function compare(
  contenders: readonly IngestContender[],
  { connections: counts, rounds }: IngestOptions,
): Promise<IngestRates[]> {
  for (const { run } of contenders) await run(Math.max(...counts), FIRST_ANSWERS);
  const results = new Map(counts.map((count) => [count, contenders.map((): DriveResult[] => [])]));
  for (let round = 0; round < rounds; round += 1)
    for (const [count, runs] of results)
      for (const [index, contender] of contenders.entries())
        runs[index]?.push(await contender.run(count, WARM_UP_ANSWERS));
  const ratesOf = (runs: DriveResult[][], measure: keyof DriveResult): Rate[] =>
    contenders.map(({ name, kind }, index) => ({
      ...{ name, kind },
      ...summary((runs[index] ?? []).map((run) => run[measure])),
    }));
  return [...results].map(([connections, runs]) => ({
    connections,
    perSecond: ratesOf(runs, 'acksPerSecond'),
    perCpuSecond: ratesOf(runs, 'acksPerCpuSecond'),
  }));
}
