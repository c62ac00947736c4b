import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { HL7_MESSAGES } from '@renwatch/events';
import { Metrics } from '@renwatch/runtime';
import { freePort, startKafkaBroker, waitFor, type KafkaBroker } from '@renwatch/testing';
import { oru } from './hl7-records.spec-support';
import { InferenceRun } from './inference-run.spec-support';

const SLOW_MS = 180_000;
const DIFFERENCES = 'renwatch_inference_log_differences_total';

/** One message of each patient, on both partitions. */
const messagesOf = (mrns: readonly string[]) => mrns.map((mrn) => oru({ mrn, hour: 0, value: '80' }));
const patients = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

describe('inference on a broker that loses records', () => {
  let dataDir: string;
  let port: number;
  let broker: KafkaBroker;
  let run: InferenceRun;
  let replica: INestApplicationContext;

  const startBroker = () => startKafkaBroker({ dataDir, port, dieWithParent: true, temporary: true });
  const logFolder = () => path.join(dataDir, 'log');

  const isSent = (messages: ReturnType<typeof messagesOf>) =>
    run.send(messages).then(
      () => true,
      () => false,
    );

  const differences = async () => {
    const text = await replica.get(Metrics).registry.metrics();
    return Number(new RegExp(`^${DIFFERENCES}{.*} (\\d+)$`, 'm').exec(text)?.[1]);
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-lost-records-'));
    port = await freePort();
    broker = await startBroker();
    run = await InferenceRun.begin('inference-lost-records', [broker.brokers]);
    replica = await run.start({ MODEL: 'off' });
  }, SLOW_MS);

  afterAll(async () => {
    await run?.end();
    await broker?.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  it(
    'decides new messages at the offsets of lost ones, without a restart',
    async () => {
      await run.process(messagesOf(patients('kept', 6)));
      const kept = await copyOfLogs(logFolder());
      await run.process(messagesOf(patients('lost', 8)));
      expect(await differences()).toBe(0);
      await broker.kill();
      await kept.restore();
      broker = await startBroker();
      const replacing = patients('replacing', 30);
      await waitFor(() => isSent(messagesOf(replacing)), {
        timeoutMs: 60_000,
        what: 'the broker to be back',
      });
      await run.untilDecided(replacing);
      expect(await differences()).toBe(2);
    },
    SLOW_MS,
  );

  it(
    'decides the messages of a topic that was created again',
    async () => {
      const before = await differences();
      await run.stop(replica);
      await run.recreateMessages();
      const renewed = patients('renewed', 60);
      await run.send(messagesOf(renewed));
      replica = await run.start({ MODEL: 'off' });
      await run.untilDecided(renewed);
      expect(before).toBe(2);
      expect(await differences()).toBe(2);
    },
    SLOW_MS,
  );
});

/** Copies the record files of `hl7.messages`; after a restore the broker has no more than was in them. */
async function copyOfLogs(logFolder: string): Promise<{ restore: () => Promise<void> }> {
  const folders = (await readdir(logFolder)).filter((name) => name.startsWith(`${HL7_MESSAGES}-`));
  const copy = await mkdtemp(path.join(tmpdir(), 'renwatch-log-'));
  const isRecordFile = (file: string) => file.endsWith('.log');
  for (const folder of folders) {
    const files = (await readdir(path.join(logFolder, folder))).filter(isRecordFile);
    for (const file of files) await cp(path.join(logFolder, folder, file), path.join(copy, folder, file));
  }
  const restore = async () => {
    for (const folder of folders) {
      // The broker makes the indexes again.
      for (const file of await readdir(path.join(logFolder, folder)))
        if (/\.(log|index|timeindex|snapshot)$/.test(file)) await rm(path.join(logFolder, folder, file));
      await cp(path.join(copy, folder), path.join(logFolder, folder), { recursive: true });
    }
    await rm(copy, { recursive: true });
  };
  return { restore };
}
