import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AKI_ALERTS,
  DEAD_LETTERS,
  DEFAULT_TOPIC_SIZING,
  HL7_MESSAGES,
  akiAlertsTopic,
  deadLettersTopic,
  decodeAkiAlert,
  decodeDeadLetter,
  encodeHl7Message,
  hl7MessagesTopic,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { BatchingProducer, createKafkaClient, ensureTopics, readTopic, topicOffsets } from '@renwatch/kafka';
import { Readiness, RuntimeModule, createLogger } from '@renwatch/runtime';
import {
  alertsRepository,
  decisionsRepository,
  openDatabase,
  progressRepository,
  type Database,
  type LatestDecision,
} from '@renwatch/store';
import { createDatabase, testKafkaBrokers, waitFor, type TestDatabase } from '@renwatch/testing';
import { readInferenceConfiguration } from './config';
import { InferenceModule } from './inference.module';

const WAIT_MS = 30_000;
const quiet = createLogger({ service: 'inference', level: 'silent' });

/** The course's creatinine for a patient, `hour` hours into 31 March 2024. */
function oru(mrn: string, hour: number, value: string, code = 'CREATININE'): Hl7MessageRecord {
  const instant = new Date(Date.UTC(2024, 2, 31, hour)).toISOString();
  const time = { local: instant.replace(/\D/g, '').slice(0, 14), instant, precision: 'second' as const };
  const raw = Buffer.from(`MSH|^~\\&|${mrn}|${hour}|${value}`);
  return {
    schema: 1,
    id: Buffer.from(`${mrn}${hour}${value}`.padEnd(16, '.').slice(0, 16)).toString('hex'),
    feed: 'ward',
    receivedAt: new Date().toISOString(),
    type: 'ORU^R01',
    controlId: '',
    sentAt: time,
    patient: { key: `local|${mrn}`, authority: 'local', mrn, birthDate: '1960-01-01', sex: 'F' },
    visit: null,
    merge: null,
    observations: [
      {
        ...{ code, system: '', text: '', alternate: null, subId: '', valueType: 'SN', value, unit: '' },
        ...{ observedAt: time, status: '', order: '' },
      },
    ],
    raw: raw.toString('base64'),
  };
}

describe('inference on a real broker and database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-inference-'));
  const client = createKafkaClient({ brokers: [testKafkaBrokers()].flat(), clientId: 'spec', log: quiet });
  let database: TestDatabase;
  let db: Database;
  let app: INestApplicationContext;
  let producer: BatchingProducer;

  const start = async (): Promise<INestApplicationContext> => {
    const env = {
      KAFKA_BROKERS: [testKafkaBrokers()].flat().join(','),
      DATABASE_URL: database.url,
      HISTORY_CSV: join(folder, 'history.csv'),
    };
    const module = InferenceModule.with(readInferenceConfiguration(env, []));
    const runtime = RuntimeModule.forService({ service: 'inference', logger: quiet });
    class Root {}
    const started = await NestFactory.createApplicationContext(
      { module: Root, imports: [runtime, module] },
      { logger: false, abortOnError: false },
    );
    const isReady = () => started.get(Readiness).isReady;
    await waitFor(isReady, { timeoutMs: WAIT_MS, what: JSON.stringify(started.get(Readiness).report()) });
    return started;
  };

  const send = (records: readonly (Hl7MessageRecord | Buffer)[]) =>
    Promise.all(
      records.map((record) =>
        producer.send({
          topic: HL7_MESSAGES,
          ...(Buffer.isBuffer(record) ? { key: 'local|1', value: record } : encodeHl7Message(record)),
        }),
      ),
    );

  const decided = async (): Promise<LatestDecision[]> => {
    const all: LatestDecision[] = [];
    for await (const decision of decisionsRepository.latestForAll(db)) all.push(decision);
    return all.sort((a, b) => (a.mrn + a.observedAt < b.mrn + b.observedAt ? -1 : 1));
  };

  /** Every message written so far is processed, by the database's own account, and every alert is on its topic. */
  const untilProcessed = () =>
    waitFor(
      async () => {
        const next = new Map(
          (await progressRepository.all(db, HL7_MESSAGES)).map((row) => [row.partition, row.nextOffset]),
        );
        const offsets = await topicOffsets({ client, groupId: 'inference', topic: HL7_MESSAGES });
        const processed = offsets.every(({ partition, logEnd }) => logEnd === (next.get(partition) ?? 0n));
        return processed && (await alertsRepository.unpublishedCount(db)) === 0;
      },
      { timeoutMs: WAIT_MS, what: 'every message to be processed' },
    );

  async function recordsOf<T>(topic: string, decode: (value: Buffer | null) => T): Promise<T[]> {
    const found: T[] = [];
    for await (const batch of readTopic({ client, topic, from: 'beginning' })) {
      found.push(...batch.messages.map((message) => decode(message.value)));
    }
    return found;
  }

  beforeAll(async () => {
    database = await createDatabase(process.env['TEST_DATABASE_URL'] ?? '');
    db = openDatabase({ url: database.url, applicationName: 'spec' });
    const history = ['mrn,creatinine_date_0,creatinine_result_0', '77,2024-03-01 08:00:00,80.5', ''].join(
      '\n',
    );
    writeFileSync(join(folder, 'history.csv'), history);
    const topics = [hl7MessagesTopic, akiAlertsTopic, deadLettersTopic].map((spec) =>
      spec({ ...DEFAULT_TOPIC_SIZING, partitions: 2 }),
    );
    await ensureTopics({ client, topics, log: quiet });
    producer = new BatchingProducer({
      client,
      maxBatchBytes: 1_000_000,
      maxBatchMessages: 100,
      maxWaitingBytes: 10_000_000,
      sendTimeoutMs: 10_000,
    });
    app = await start();
  });

  afterAll(async () => {
    await app?.close();
    await producer?.close({ drainMs: 1_000 });
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
    rmSync(folder, { recursive: true });
  });

  it('records each decision with its grounds and publishes the alert of the one that shows AKI', async () => {
    await send([oru('1', 0, '80'), oru('1', 12, '90'), oru('1', 24, '250')]);
    await untilProcessed();
    const [first, second, third] = (await decided()).filter((one) => one.mrn === '1');
    expect(first).toMatchObject({
      stage: 0,
      criterion: 'no-history',
      level: 0,
      history: [],
      rule: 'nhs-england',
    });
    expect(second).toMatchObject({ stage: 0, level: 0, history: [first?.resultId] });
    expect(third).toMatchObject({
      stage: 3,
      level: 3,
      source: 'rule',
      history: [first?.resultId, second?.resultId],
    });
    expect(third?.probability).not.toBeNull();
    expect(third?.reason).toContain('3.1 × the lowest of the last 7 days (80): AKI stage 3');
    const alerts = (await recordsOf(AKI_ALERTS, decodeAkiAlert)).filter((alert) => alert.patient.mrn === '1');
    expect(alerts).toMatchObject([
      { decisionId: third?.id, stage: 3, creatinineUmolPerL: 250, baselineUmolPerL: 80 },
    ]);
  });

  it('decides against an imported history, which it never decides itself', async () => {
    await send([oru('77', 1, '170')]);
    await untilProcessed();
    const about = (await decided()).filter((one) => one.mrn === '77');
    expect(about).toMatchObject([{ stage: 2, criterion: 'ratio-365d', baselineUmolPerL: 80.5 }]);
  });

  it('dead-letters a message with a NUL in its OBX-3, and bytes that are no record, alone', async () => {
    const bad = oru('2', 1, '81', 'CREATI\0NINE');
    await send([
      oru('2', 0, '80'),
      bad,
      Buffer.from('no record'),
      oru('2', 2, '82'),
      oru('2', 3, 'haemolysed'),
    ]);
    await untilProcessed();
    const letters = await recordsOf(DEAD_LETTERS, decodeDeadLetter);
    expect(letters.map((letter) => letter.reason).sort()).toEqual([
      'invalid-record',
      'not-a-number',
      'nul-character',
    ]);
    expect(letters.find((letter) => letter.reason === 'nul-character')?.payload).toBe(bad.raw);
    expect((await decided()).filter((one) => one.mrn === '2').map((one) => one.umolPerL)).toEqual([
      '80',
      '82',
    ]);
  });

  it('decides nothing and pages nobody again when everything is sent again, also after a restart', async () => {
    const before = await decided();
    const again = [oru('1', 0, '80'), oru('1', 12, '90'), oru('1', 24, '250'), oru('77', 1, '170')];
    await send(again);
    await app.close();
    app = await start();
    await send(again);
    await untilProcessed();
    expect(await decided()).toEqual(before);
    expect(await recordsOf(AKI_ALERTS, decodeAkiAlert)).toHaveLength(2);
  });
});
