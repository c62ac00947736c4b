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
import { openDatabase, pagesRepository, type Database } from '@renwatch/store';
import { FaultProxy, akiAlert, createDatabase, testKafkaBrokers, type TestDatabase } from '@renwatch/testing';
import { readPagerConfiguration } from './config';
import { PagerModule } from './pager.module';
import { until } from './pager.spec-support';

const logger = createLogger({ service: 'pager', level: 'silent' });
const PARTITIONS = 3;
/** The topics here take records of 1 MiB, more than four times this. */
const MAX_FRAME_BYTES = 200 * 1024;

/** Alerts of other specs and earlier tests are on the topic too: each test looks only at its own. */
describe('pager on a real broker, database and sockets', () => {
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
  let proxy: FaultProxy;
  let db: Database;
  let group: string;
  let pager: Server;
  let pages: { id: string; body: string }[];
  let answer: (response: ServerResponse, id: string) => void;

  const bodiesOf = (...alerts: AkiAlertRecord[]) =>
    pages.filter((page) => alerts.some((alert) => alert.id === page.id)).map((page) => page.body);
  const publish = (...alerts: AkiAlertRecord[]) =>
    Promise.all(alerts.map((alert) => producer.send({ topic: AKI_ALERTS, ...encodeAkiAlert(alert) })));
  const start = async (own: Record<string, string> = {}) => {
    const viaProxy = Object.assign(new URL(database.url), { host: proxy.address }).toString();
    const env = {
      KAFKA_BROKERS: brokers.join(','),
      KAFKA_GROUP: group,
      KAFKA_PARTITIONS: String(PARTITIONS),
      DATABASE_URL: viaProxy,
      PAGER_ADDRESS: `127.0.0.1:${(pager.address() as AddressInfo).port}`,
      PAGER_MAX_BACKOFF_MS: '200',
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
    return (await db.query(sql, [alerts.map((alert) => alert.id)])).length === alerts.length;
  };

  beforeAll(async () => {
    const config = { 'cleanup.policy': 'delete' };
    const specs = [AKI_ALERTS, DEAD_LETTERS].map((name) => ({
      ...{ name, config, partitions: PARTITIONS, replicationFactor: 1 },
    }));
    await ensureTopics({ client: kafka, topics: specs, log: logger });
  });

  beforeEach(async () => {
    group = `pager-${randomUUID()}`;
    database = await createDatabase(process.env['TEST_DATABASE_URL'] ?? '');
    proxy = new FaultProxy({ target: new URL(database.url).host });
    await proxy.listen();
    db = openDatabase({ url: database.url, applicationName: 'spec', onError: () => undefined });
    pages = [];
    answer = (response) => response.end();
    pager = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const id = String(request.headers['idempotency-key']);
        pages.push({ id, body });
        answer(response, id);
      });
    });
    await once(pager.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(async () => {
    pager.closeAllConnections();
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await new Promise((resolve) => pager.close(resolve));
    await proxy.close();
    await db.close({ drainMs: 1_000 });
    await database.drop();
  });

  afterAll(() => producer.close({ drainMs: 5_000 }));

  it('pages each alert once, from the beginning of the topic, across restarts', async () => {
    const early = akiAlert();
    await publish(early);
    const first = await start();
    await until(() => bodiesOf(early).length === 1);
    await until(first.isReady);
    const late = [akiAlert(), akiAlert({ source: 'model', stage: 0 })];
    await publish(...late, early);
    await until(() => isDelivered(early, ...late));
    expect(bodiesOf(early, ...late)).toEqual(Array(3).fill('900000017,20240120224300'));
    expect(await first.metric('pager_received_to_delivered_seconds_count')).toBeGreaterThanOrEqual(3);
    await first.stop();

    const second = await start();
    await until(second.isReady);
    const fresh = akiAlert();
    await publish(early, ...late, fresh);
    await until(() => isDelivered(fresh));
    expect(bodiesOf(early, ...late, fresh)).toHaveLength(4);
    expect((await pagesRepository.backlog(db)).pending).toBe(0);
  });

  it('delivers although the pager fails, hangs and breaks connections', async () => {
    const alerts = Array.from({ length: 8 }, () => akiAlert());
    const seen = new Map<string, number>();
    answer = (response, id) => {
      const attempt = (seen.get(id) ?? 0) + 1;
      seen.set(id, attempt);
      if (attempt === 1) response.writeHead(500).end();
      else if (attempt === 2) response.destroy();
      else if (attempt === 3) response.socket?.end('HTTP/1.1 20');
      // The fourth is never answered.
      else if (attempt > 4) response.end();
    };
    const service = await start({ PAGER_TIMEOUT_MS: '100' });
    await publish(...alerts);
    await until(() => isDelivered(...alerts));
    expect(alerts.every((alert) => (seen.get(alert.id) ?? 0) >= 5)).toBe(true);
    expect(await service.metric('pager_failed_attempts_total')).toBeGreaterThanOrEqual(32);
    expect(await service.metric('pager_dead_letters_total')).toBe(0);
  });

  it('dead-letters a page that the pager refuses and delivers the others', async () => {
    const [bad, good] = [akiAlert(), akiAlert()];
    answer = (response, id) => response.writeHead(id === bad.id ? 400 : 200).end();
    const service = await start();
    await publish(bad, good);
    await until(() => isDelivered(good));
    await until(async () => (await service.metric('pager_dead_letters_total')) === 1);
    expect(bodiesOf(bad)).toHaveLength(1);
    const letters = (await deadLetters()).filter((letter) => letter.detail.includes(bad.id));
    expect(letters).toMatchObject([
      {
        origin: 'pager',
        reason: 'page-refused',
        payload: Buffer.from('900000017,20240120224300').toString('base64'),
      },
    ]);
  });

  it('dead-letters an invalid record and continues after it', async () => {
    const key = randomUUID();
    await producer.send({ topic: AKI_ALERTS, key, value: Buffer.from(`{"schema":1,"id":"${key}"}`) });
    const alert = akiAlert();
    await start();
    await publish(alert);
    await until(() => isDelivered(alert));
    await until(async () =>
      (await deadLetters()).some(({ payload }) => Buffer.from(payload, 'base64').includes(key)),
    );
  });

  it('dead-letters a record above the topic’s limit in parts', async () => {
    const garbage = Buffer.alloc(900_000, 'no record');
    const alert = akiAlert();
    await start();
    await producer.send({ topic: AKI_ALERTS, key: alert.patient.key, value: garbage });
    await publish(alert);
    await until(() => isDelivered(alert));
    const written = new Map((await deadLetters()).map((letter) => [letter.id, letter]));
    const parts = [...written.values()].filter(({ part }) => part);
    parts.sort((a, b) => Number(a.part?.index) - Number(b.part?.index));
    expect(parts.at(-1)?.part).toEqual({ index: parts.length - 1, last: true });
    expect(Buffer.concat(parts.map(({ payload }) => Buffer.from(payload, 'base64'))).equals(garbage)).toBe(
      true,
    );
  });

  it.each(['refuses connections', 'does not answer'])(
    'pages at once while the database %s and records it later',
    async (how) => {
      const service = await start();
      await until(service.isReady);
      if (how === 'refuses connections') await proxy.refuse();
      else proxy.stall();
      const [recent, old] = [
        akiAlert(),
        akiAlert({ decidedAt: new Date(Date.now() - 16 * 60_000).toISOString() }),
      ];
      await publish(recent, old);
      await until(() => bodiesOf(recent).length === 1);
      await until(async () => !(await service.isReady()));
      expect(await service.parts()).toMatchObject({ database: { ready: false }, kafka: { ready: true } });
      expect(bodiesOf(old)).toEqual([]);
      await proxy.listen();
      proxy.resume();
      await until(() => isDelivered(recent, old));
      await until(service.isReady);
      // At least once: a page recorded just as the database stopped answering may be repeated.
      expect(bodiesOf(recent).length).toBeGreaterThanOrEqual(1);
      expect(bodiesOf(old).length).toBeGreaterThanOrEqual(1);
      expect(await service.metric('pager_direct_pages_total')).toBeGreaterThanOrEqual(1);
    },
  );

  it('starts without a database, pages recent alerts and records them later', async () => {
    await proxy.refuse();
    const service = await start();
    const alert = akiAlert();
    await publish(alert);
    await until(() => bodiesOf(alert).length === 1);
    await proxy.listen();
    await until(service.isReady);
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toHaveLength(1);
  });

  it('delivers a page in flight at a stop after the restart', async () => {
    answer = () => undefined;
    const alert = akiAlert();
    const first = await start({ DRAIN_TIMEOUT_MS: '500' });
    await publish(alert);
    await until(() => bodiesOf(alert).length === 1);
    await first.stop();
    expect(await isDelivered(alert)).toBe(false);
    answer = (response) => response.end();
    await start();
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toHaveLength(2);
  });

  it('takes over pages of a vanished replica once the lease ends', async () => {
    const service = await start();
    await until(service.isReady);
    const alert = akiAlert();
    const page = { mrn: '1', observedLocal: '2024', body: '1,20240101000000', source: 'rule', level: 1 };
    const { id: alertId, receivedAt, decidedAt } = alert;
    await db.transaction(async (tx) => {
      await pagesRepository.insert(tx, [{ ...page, alertId, receivedAt, decidedAt }]);
      await pagesRepository.claimDue(tx, { owner: 'vanished', leaseMs: 200, limit: 1 });
    });
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toEqual(['1,20240101000000']);
  });

  it('pages a stage 3 at once while stage 1 pages hang in every slot', async () => {
    const hanging = new Set<string>();
    answer = (response, id) => {
      if (urgent.id === id) response.end();
      else hanging.add(id);
    };
    const urgent = akiAlert({ stage: 3 });
    const service = await start({ PAGER_TIMEOUT_MS: '60000', PAGER_CONCURRENCY: '4' });
    await until(service.isReady);
    await publish(...Array.from({ length: 50 }, () => akiAlert({ stage: 1 })));
    await until(() => hanging.size === 4);
    await publish(urgent);
    await until(() => isDelivered(urgent));
    expect(hanging.size).toBe(4);
  });

  it('shares pages among replicas without paging twice', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await until(async () => (await first.isReady()) && (await second.isReady()));
    const alerts = Array.from({ length: 60 }, (_, i) =>
      akiAlert({ patient: { key: `H|${i}`, authority: 'H', mrn: String(i) } }),
    );
    await publish(...alerts);
    await until(() => isDelivered(...alerts));
    expect(bodiesOf(...alerts).sort()).toEqual(alerts.map((_, i) => `${i},20240120224300`).sort());
  });
});
