import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AKI_ALERTS,
  DEAD_LETTERS,
  decodeDeadLetter,
  encodeAkiAlert,
  type AkiAlertRecord,
  type DeadLetterRecord,
} from '@renwatch/events';
import { BatchingProducer, createKafkaClient, ensureTopics, readTopic } from '@renwatch/kafka';
import { RuntimeModule, createLogger } from '@renwatch/runtime';
import { openDatabase, type Database } from '@renwatch/store';
import {
  FaultProxy,
  createDatabase,
  prepareForServices,
  testKafkaBrokers,
  type TestDatabase,
} from '@renwatch/testing';
import { readPagerConfiguration } from './config';
import { PagerModule } from './pager.module';

const logger = createLogger({ service: 'pager', level: 'silent' });
const PARTITIONS = 3;
/** The topics here take records of 1 MiB, more than four times this. */
const MAX_FRAME_BYTES = 200 * 1024;

/** The first decision's id stands in for those of its result and patient. */
const INSERT_DECISION = `
  INSERT INTO decisions (id, result_id, patient_id, revision, level, because, result_revision, observed_at, rule,
    rule_version, stage, criterion, alerted, reason, message_id, feed, received_at, decided_at)
  VALUES ($1, $2, $2, $3, $4::smallint, $5, 1, now(), 'nhs-england', '1', $4::smallint, '', $4::smallint > 0, '', '', '', now(), now())`;
const INSERT_ALERT = `
  INSERT INTO alerts (id, decision_id, patient_id, record) VALUES ($1, $2, $2, '{}')`;

export interface PagerRun {
  /** Between the pager and its database. */
  proxy: FaultProxy;
  db: Database;
  /** Answers the page of an alert. */
  answer: (response: ServerResponse, alertId: string) => void;
}

/**
 * Prepares a broker, a database and a page endpoint for the specs around the call, and starts pagers on them. Alerts of
 * other specs and earlier tests are on the topic too: each test looks only at its own.
 */
export function pagerRun() {
  const run = {} as PagerRun;
  const brokers = testKafkaBrokers();
  const kafka = createKafkaClient({ brokers, clientId: 'spec', log: logger });
  const producer = new BatchingProducer({
    client: kafka,
    maxBatchBytes: 1024 * 1024,
    maxBatchMessages: 100,
    maxWaitingBytes: 1024 * 1024,
    sendTimeoutMs: 30_000,
  });
  const apps: INestApplication[] = [];
  let database: TestDatabase;
  let pagerUrl: string;
  let group: string;
  let pager: Server;
  let pages: { id: string; body: string }[];

  const bodiesOf = (...alerts: AkiAlertRecord[]) =>
    pages.filter((page) => alerts.some((alert) => alert.id === page.id)).map((page) => page.body);
  const publish = (...alerts: AkiAlertRecord[]) =>
    Promise.all(alerts.map((alert) => producer.send({ topic: AKI_ALERTS, ...encodeAkiAlert(alert) })));
  const start = async (own: Record<string, string> = {}) => {
    const viaProxy = Object.assign(new URL(pagerUrl), { host: run.proxy.address }).toString();
    const env = {
      KAFKA_BROKERS: brokers.join(','),
      KAFKA_GROUP: group,
      KAFKA_PARTITIONS: String(PARTITIONS),
      DATABASE_URL: viaProxy,
      PAGER_ADDRESS: `127.0.0.1:${(pager.address() as AddressInfo).port}`,
      PAGER_MAX_BACKOFF_MS: '200',
      PAGER_MAX_REPEAT_BACKOFF_MS: '200',
      MAX_FRAME_BYTES: String(MAX_FRAME_BYTES),
      ...own,
    };
    const configuration = readPagerConfiguration({ env, argv: [] });
    const root = {
      module: class SpecModule {},
      imports: [
        RuntimeModule.forService({ service: 'pager', logger }),
        PagerModule.forConfiguration(configuration),
      ],
    };
    const app = await NestFactory.create(root, { logger: false, abortOnError: false });
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    return {
      stop: async () => {
        apps.splice(apps.indexOf(app), 1);
        await app.close();
      },
      isReady: async () => (await fetch(`${url}/readyz`)).status === 200,
      parts: async () => ((await (await fetch(`${url}/readyz`)).json()) as { parts: unknown }).parts,
      metric: async (name: string) => {
        const text = await (await fetch(`${url}/metrics`)).text();
        const lines = text.split('\n').filter((line) => line.startsWith(`renwatch_${name}`));
        return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
      },
    };
  };
  const deadLetters = async () => {
    const letters: DeadLetterRecord[] = [];
    for await (const { messages } of readTopic({ client: kafka, topic: DEAD_LETTERS, from: 'beginning' })) {
      for (const { value } of messages) if (value) letters.push(decodeDeadLetter(value));
    }
    return letters;
  };
  const isDelivered = async (...alerts: AkiAlertRecord[]) => {
    const sql = 'SELECT alert_id FROM pages WHERE alert_id = ANY ($1::uuid[]) AND delivered_at IS NOT NULL';
    return (await run.db.query(sql, [alerts.map((alert) => alert.id)])).length === alerts.length;
  };

  /** Records a decision about the result of an alert as inference does, and with the first one the alert. */
  const recordDecision = (alert: AkiAlertRecord, { revision, level }: { revision: number; level: number }) =>
    run.db.transaction(async (tx) => {
      // The pager reads decisions and alerts alone: they need no patients and results here.
      await tx.query('SET LOCAL session_replication_role = replica');
      const decisionId = revision === 1 ? alert.decisionId : randomUUID();
      const because = revision === 1 ? 'new' : 'withdrawn';
      await tx.query(INSERT_DECISION, [decisionId, alert.decisionId, revision, level, because]);
      if (revision === 1) await tx.query(INSERT_ALERT, [alert.id, decisionId]);
    });

  beforeAll(async () => {
    const config = { 'cleanup.policy': 'delete' };
    const specs = [AKI_ALERTS, DEAD_LETTERS].map((name) => ({
      ...{ name, config, partitions: PARTITIONS, replicationFactor: 1 },
    }));
    await ensureTopics({ client: kafka, topics: specs, log: logger });
  });

  beforeEach(async () => {
    group = `pager-${randomUUID()}`;
    database = await createDatabase();
    pagerUrl = (await prepareForServices(database.url)).pager;
    run.proxy = new FaultProxy({ target: new URL(database.url).host });
    await run.proxy.listen();
    run.db = openDatabase({ url: database.url, applicationName: 'spec', onError: () => undefined });
    pages = [];
    run.answer = (response) => response.end();
    pager = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const id = String(request.headers['idempotency-key']);
        pages.push({ id, body });
        run.answer(response, id);
      });
    });
    await once(pager.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(async () => {
    pager.closeAllConnections();
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await new Promise((resolve) => pager.close(resolve));
    await run.proxy.close();
    await run.db.close({ drainMs: 1_000 });
    await database.drop();
  });

  afterAll(() => producer.close({ drainMs: 5_000 }));

  return Object.assign(run, { start, publish, producer, bodiesOf, deadLetters, isDelivered, recordDecision });
}
