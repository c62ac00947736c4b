import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchingProducer, createKafkaClient } from '@renwatch/kafka';
import { openDatabase, type Database } from '@renwatch/store';
import { startKafkaBroker, startPostgres } from '@renwatch/testing';
import { Command } from 'commander';
import { OtherPatients } from './patient/other-patients';
import { resultRecord } from './patient/result-record';
import { ServiceProcess } from './processes/service-process';

/** The heap that the manifest gives inference. */
const HEAP_MIB = 388;
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const LIMIT_MS = 150_000;
const QUIET_MS = 1_000;

interface Trial {
  name: string;
  /** The minutes of the results of each message. */
  messages: number[][];
}

const minutes = (count: number): number[] => Array.from({ length: count }, (_, minute) => minute);
const apart = (all: number[]): number[][] => all.map((minute) => [minute]);
const TRIALS: readonly Trial[] = [
  { name: '3,000 results in one message', messages: [minutes(3_000)] },
  { name: '3,000, newest first, in one message', messages: [minutes(3_000).reverse()] },
  { name: '20,000 in one message', messages: [minutes(20_000)] },
  { name: '3,000 one by one, newest first', messages: apart(minutes(3_000).reverse()) },
];
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Parts {
  producer: BatchingProducer;
  db: Database;
  inference: ServiceProcess;
}

/** Waits until every message written so far is decided; returns false if inference ends or takes too long. */
async function isDone({ db, inference }: Parts, mrn: string, messages: number): Promise<boolean> {
  const sql = `SELECT count(DISTINCT message_id)::integer AS done FROM decisions d
    JOIN patients p ON p.id = d.patient_id WHERE p.mrn = $1`;
  for (const giveUpMs = performance.now() + LIMIT_MS; performance.now() < giveUpMs && inference.isRunning;) {
    const [row] = await db.query<{ done: number }>(sql, [mrn]);
    if (row?.done === messages) return true;
    await wait(QUIET_MS / 10);
  }
  return false;
}

async function run({ name, messages }: Trial, n: number, parts: Parts): Promise<void> {
  const others = new OtherPatients({ ...parts, prefix: `other-${n}` });
  const running = others.run();
  await wait(QUIET_MS);
  const mrn = `many-${n}`;
  const beganMs = performance.now();
  await Promise.all(
    messages.map((some) => {
      const results = some.map((minute) => ({ minute, umolPerL: 60 + ((minute * 7) % 50) }));
      return parts.producer.send(resultRecord(mrn, results));
    }),
  );
  const done = await isDone(parts, mrn, messages.length);
  const tookS = ((performance.now() - beganMs) / 1000).toFixed(1);
  const delays = await others.end();
  await running;
  const late = delays.filter((ms) => ms > 1_000).length;
  const [median, worst] = [delays[delays.length >> 1] ?? NaN, delays.at(-1) ?? NaN].map((ms) =>
    ms.toFixed(0),
  );
  const memory = parts.inference.isRunning ? `${parts.inference.peakMib().toFixed(0)} MiB` : 'ended';
  const cells = [name, done ? `${tookS} s` : 'not done', delays.length, median, worst, late, memory];
  print(`| ${cells.join(' | ')} |`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'renwatch-bench-'));
  const broker = await startKafkaBroker({
    dataDir: join(folder, 'kafka'),
    dieWithParent: true,
    temporary: true,
  });
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), temporary: true });
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    debug: () => undefined,
  };
  const client = createKafkaClient({ brokers: [broker.brokers], clientId: 'bench', log });
  const settings = { DATABASE_URL: postgres.url, MAX_FRAME_BYTES: String(MAX_FRAME_BYTES) };
  const service = { service: 'inference', brokers: broker.brokers, heapMib: HEAP_MIB, settings } as const;
  const inference = await ServiceProcess.start(service);
  const db = openDatabase({ url: postgres.url, applicationName: 'bench' });
  const producer = new BatchingProducer({
    ...{ client, maxBatchBytes: 4 * MAX_FRAME_BYTES, maxBatchMessages: 1_000 },
    ...{ maxWaitingBytes: 16 * MAX_FRAME_BYTES, sendTimeoutMs: 60_000 },
  });
  try {
    print(
      '| one patient has | all decided after | other patients | median ms to the alert | worst | above 1 s | peak memory so far |',
    );
    print('|---|---|---|---|---|---|---|');
    for (const [n, trial] of TRIALS.entries()) await run(trial, n, { producer, db, inference });
  } finally {
    await producer.close({ drainMs: QUIET_MS });
    await db.close({ drainMs: QUIET_MS });
    await inference.stop();
    await postgres.stop();
    await broker.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

void new Command('bench:patient-service')
  .description('Measure inference with the heap of the manifest while one patient has very many results.')
  .action(main)
  .parseAsync();
