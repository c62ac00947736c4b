import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AKI_ALERTS, type DeadLetterRecord } from '@renwatch/events';
import {
  BatchConsumer,
  BatchingProducer,
  createKafkaClient,
  DeadLetterWriter,
  type KafkaClient,
} from '@renwatch/kafka';
import { type CrashPoints, kafkaAccess, type Logger } from '@renwatch/runtime';
import { isRetriable, openDatabase, type Database } from '@renwatch/store';
import { backoffMs } from '@renwatch/timing';
import { type PagerConfiguration } from './config';
import { DeliveryLoop } from './delivery/delivery.loop';
import { PageBook } from './delivery/page.book';
import { PageDeliverer } from './delivery/page.deliverer';
import { pageLetter } from './delivery/page.letter';
import { PagerClient } from './delivery/pager.client';
import { AlertIntake } from './intake/alert.intake';
import { type PagerMetrics } from './observe/pager.metrics';
import { PostgresPageStore } from './store/postgres-page.store';

const MINUTE_MS = 60_000;
const STORE_PATIENCE_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** For recording the outcome, over and above the request itself. What a dead pager had claimed waits for both. */
const LEASE_MARGIN_MS = 4_000;
const POLL_MS = 1_000;
const BACKLOG_EVERY_MS = 5_000;
const MIN_BACKOFF_MS = 200;
const URGENT_FOR_MS = 15 * MINUTE_MS;
const MAX_BOOKED_PAGES = 10_000;
const MAX_BATCH_MESSAGES = 500;
const RETRY_AFTER_MS = 500;
/** Handlers only wait for the database: one that waits must not make the other partitions wait. */
const CONCURRENT_PARTITIONS = 24;

export interface PagerParts {
  db: Database;
  kafka: KafkaClient;
  producer: BatchingProducer;
  consumer: BatchConsumer;
  client: PagerClient;
  loop: DeliveryLoop;
}

export interface PagerPartsOptions {
  configuration: PagerConfiguration;
  observed: PagerMetrics;
  logger: Logger;
  onFailure: (error: unknown) => void;
  crashPoints: CrashPoints;
}

/** The pager's parts, joined; none is started. */
export function pagerParts(options: PagerPartsOptions): PagerParts {
  const { configuration, observed, logger, onFailure, crashPoints } = options;
  const { pager, requestTimeoutMs, concurrency, maxBackoffMs } = configuration;
  const db = openDatabase({
    url: configuration.databaseUrl,
    applicationName: 'renwatch-pager',
    maxConnections: configuration.databaseConnections,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: STORE_PATIENCE_MS,
    onError: (error) => logger.warn({ error }, 'a database connection was lost'),
  });
  const kafka = createKafkaClient({
    brokers: configuration.brokers,
    clientId: 'renwatch-pager',
    ...kafkaAccess(configuration),
    log: logger,
  });
  const producer = new BatchingProducer({
    client: kafka,
    maxBatchBytes: 1024 * 1024,
    maxBatchMessages: 500,
    maxWaitingBytes: 16 * 1024 * 1024,
    sendTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const deadLetters = new DeadLetterWriter({ producer, maxPayloadBytes: configuration.maxFrameBytes });
  const writeDeadLetter = (letter: DeadLetterRecord) => deadLetters.write([letter]);
  const store = new PostgresPageStore({
    db,
    owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    leaseMs: requestTimeoutMs + LEASE_MARGIN_MS,
  });
  const book = new PageBook({ urgentForMs: URGENT_FOR_MS, maxPages: MAX_BOOKED_PAGES, now: Date.now });
  const client = new PagerClient({ ...pager, requestTimeoutMs, maxSockets: 2 * concurrency });
  const deliverer = new PageDeliverer({
    store,
    sender: client,
    book,
    deadLetter: (page, { status }) => writeDeadLetter(pageLetter(page, { status, failedAt: new Date() })),
    backoffMs: (attempts) => backoffMs(attempts, { minMs: MIN_BACKOFF_MS, maxMs: maxBackoffMs }),
    now: Date.now,
    events: observed,
    crashPoints,
  });
  const loop = new DeliveryLoop({
    ...{ store, deliverer, book, concurrency, onFailure },
    pollMs: POLL_MS,
    storePatienceMs: STORE_PATIENCE_MS,
    backlogEveryMs: BACKLOG_EVERY_MS,
    events: observed,
  });
  const intake = new AlertIntake({
    ...{ store, book, isRetriable, writeDeadLetter },
    wake: () => loop.wake(),
    storePatienceMs: STORE_PATIENCE_MS,
    retryAfterMs: RETRY_AFTER_MS,
    now: () => new Date(),
    events: observed,
  });
  const consumer = new BatchConsumer({
    client: kafka,
    groupId: configuration.groupId,
    topic: AKI_ALERTS,
    maxBatchMessages: MAX_BATCH_MESSAGES,
    concurrentPartitions: CONCURRENT_PARTITIONS,
    handler: (batch) => intake.handle(batch),
    events: {
      commitFailed: ({ error }) =>
        logger.warn({ error }, 'offsets not committed: lag tools see more than there is'),
      joined: ({ partitions }) => logger.info({ partitions }, 'joined the group'),
      partitionStopped: ({ partition, reason }) => logger.error({ partition, reason }, 'partition stopped'),
      handlerFailed: ({ partition, error, attempt }) =>
        logger.error({ partition, error, attempt }, 'a batch of alerts failed unexpectedly: tried again'),
      unavailable: ({ error, attempt, retryInMs }) =>
        logger.warn({ error, attempt, retryInMs }, 'the group was lost: joining again'),
    },
  });
  return { db, kafka, producer, consumer, client, loop };
}
