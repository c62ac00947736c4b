import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type DynamicModule, Module } from '@nestjs/common';
import { AKI_ALERTS } from '@renwatch/events';
import {
  BatchConsumer,
  BatchingProducer,
  consumerLog,
  createKafkaClient,
  DeadLetterWriter,
  KafkaClient,
} from '@renwatch/kafka';
import {
  CRASH,
  type CrashPoints,
  kafkaAccess,
  LOGGER,
  type Logger,
  Metrics,
  ServiceFailure,
  tlsFileReader,
  TRACER,
  type Tracer,
  WorkWatch,
} from '@renwatch/runtime';
import { Database, isRetriable, openDatabase } from '@renwatch/store';
import { CONFIGURATION, type PagerConfiguration } from './config';
import { slotsFor } from './delivery/delivery-slots';
import { DeliveryLoop } from './delivery/delivery.loop';
import { PageBook } from './delivery/page.book';
import { PageDeliverer } from './delivery/page.deliverer';
import { PagerClient } from './delivery/pager.client';
import { PostgresPageStore } from './delivery/postgres-page.store';
import { retryDelayMs } from './delivery/retry-delay';
import { AlertIntake } from './intake/alert.intake';
import { PagerLifecycle } from './pager.lifecycle';
import { PagerMetrics } from './telemetry/pager.metrics';

const MINUTE_MS = 60_000;
const STORE_PATIENCE_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** Time to record an outcome, on top of the request itself. Pages claimed by a replica that died wait for both. */
const LEASE_MARGIN_MS = 4_000;
const POLL_MS = 1_000;
const BACKLOG_EVERY_MS = 5_000;
const URGENT_FOR_MS = 15 * MINUTE_MS;
const MAX_BOOKED_PAGES = 10_000;
const MAX_BATCH_MESSAGES = 500;
const RETRY_AFTER_MS = 500;
/** Handlers only wait for the database, and one that waits must not delay the other partitions. */
const CONCURRENT_PARTITIONS = 24;

/** Composes the pager; nothing connects before PagerLifecycle starts it. */
@Module({})
export class PagerModule {
  static forConfiguration(configuration: PagerConfiguration): DynamicModule {
    return {
      module: PagerModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: WorkWatch, inject: [CONFIGURATION], useFactory: workWatch },
        { provide: PagerMetrics, inject: [Metrics, LOGGER, WorkWatch], useFactory: pagerMetrics },
        { provide: Database, inject: [CONFIGURATION, LOGGER], useFactory: database },
        { provide: KafkaClient, inject: [CONFIGURATION, LOGGER], useFactory: kafkaClient },
        { provide: BatchingProducer, inject: [KafkaClient], useFactory: producer },
        { provide: DeadLetterWriter, inject: [CONFIGURATION, BatchingProducer], useFactory: deadLetters },
        { provide: PagerClient, inject: [CONFIGURATION], useFactory: pagerClient },
        {
          provide: PostgresPageStore,
          inject: [CONFIGURATION, Database, PagerMetrics],
          useFactory: pageStore,
        },
        { provide: PageBook, useFactory: pageBook },
        {
          provide: PageDeliverer,
          inject: [
            CONFIGURATION,
            PostgresPageStore,
            PagerClient,
            PageBook,
            DeadLetterWriter,
            PagerMetrics,
            CRASH,
            TRACER,
          ],
          useFactory: pageDeliverer,
        },
        {
          provide: DeliveryLoop,
          inject: [CONFIGURATION, PostgresPageStore, PageDeliverer, PageBook, PagerMetrics, ServiceFailure],
          useFactory: deliveryLoop,
        },
        {
          provide: AlertIntake,
          inject: [PostgresPageStore, PageBook, DeliveryLoop, DeadLetterWriter, PagerMetrics],
          useFactory: alertIntake,
        },
        {
          provide: BatchConsumer,
          inject: [CONFIGURATION, KafkaClient, AlertIntake, WorkWatch, LOGGER],
          useFactory: consumer,
        },
        PagerLifecycle,
      ],
    };
  }
}

function workWatch({ stalledAfterMs }: PagerConfiguration): WorkWatch {
  return new WorkWatch({ stalledAfterMs });
}

function pagerMetrics(metrics: Metrics, logger: Logger, work: WorkWatch): PagerMetrics {
  return new PagerMetrics(metrics, logger, work);
}

function database({ databaseUrl, databaseConnections }: PagerConfiguration, logger: Logger): Database {
  return openDatabase({
    url: databaseUrl,
    applicationName: 'renwatch-pager',
    maxConnections: databaseConnections,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: STORE_PATIENCE_MS,
    onError: (error) => logger.warn({ error }, 'database connection lost'),
  });
}

function kafkaClient(configuration: PagerConfiguration, log: Logger): KafkaClient {
  const { brokers } = configuration;
  return createKafkaClient({ brokers, clientId: 'renwatch-pager', ...kafkaAccess(configuration), log });
}

function producer(client: KafkaClient): BatchingProducer {
  return new BatchingProducer({
    client,
    maxBatchBytes: 1024 * 1024,
    maxBatchMessages: 500,
    maxWaitingBytes: 16 * 1024 * 1024,
    sendTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
}

function deadLetters(
  { maxFrameBytes: maxPayloadBytes }: PagerConfiguration,
  producer: BatchingProducer,
): DeadLetterWriter {
  return new DeadLetterWriter({ producer, maxPayloadBytes });
}

function pagerClient(configuration: PagerConfiguration): PagerClient {
  const { pager, requestTimeoutMs, concurrency, pagerTls, pagerToken } = configuration;
  const { pagerTlsCa: ca, pagerTlsCert: cert, pagerTlsKey: key } = configuration;
  // Requests beyond it would wait within the agent, whatever their stage.
  const maxSockets = slotsFor(concurrency).stage3 + slotsFor(2 * concurrency).stage3;
  return new PagerClient({
    ...{ ...pager, requestTimeoutMs, maxSockets },
    ...(pagerTls === 'on' ? { tls: tlsFileReader({ ca, cert, key }) } : {}),
    ...(pagerToken === undefined ? {} : { token: pagerToken }),
  });
}

function pageStore(
  { requestTimeoutMs }: PagerConfiguration,
  db: Database,
  events: PagerMetrics,
): PostgresPageStore {
  const owner = `${hostname()}:${process.pid}:${randomUUID()}`;
  const onErased = (pages: number): void => events.leftOut(pages);
  return new PostgresPageStore({ db, owner, leaseMs: requestTimeoutMs + LEASE_MARGIN_MS, onErased });
}

function pageBook(): PageBook {
  return new PageBook({
    urgentForMs: URGENT_FOR_MS,
    maxPages: MAX_BOOKED_PAGES,
    now: Date.now,
    monotonicMs: () => performance.now(),
  });
}

function pageDeliverer(
  { maxBackoffMs, maxRepeatBackoffMs, requestTimeoutMs }: PagerConfiguration,
  store: PostgresPageStore,
  sender: PagerClient,
  book: PageBook,
  deadLetters: DeadLetterWriter,
  events: PagerMetrics,
  crashPoints: CrashPoints,
  tracer: Tracer,
): PageDeliverer {
  return new PageDeliverer({
    store,
    sender,
    book,
    deadLetters,
    retryDelayMs: (tries, attempt) => retryDelayMs(tries, attempt, { maxBackoffMs, maxRepeatBackoffMs }),
    requestTimeoutMs,
    now: Date.now,
    events,
    tracer,
    crashPoints,
  });
}

function deliveryLoop(
  { concurrency }: PagerConfiguration,
  store: PostgresPageStore,
  deliverer: PageDeliverer,
  book: PageBook,
  events: PagerMetrics,
  failure: ServiceFailure,
): DeliveryLoop {
  return new DeliveryLoop({
    store,
    deliverer,
    book,
    concurrency,
    pollMs: POLL_MS,
    storePatienceMs: STORE_PATIENCE_MS,
    backlogEveryMs: BACKLOG_EVERY_MS,
    events,
    onFailure: (error) => failure.fail(error),
  });
}

function alertIntake(
  store: PostgresPageStore,
  book: PageBook,
  loop: DeliveryLoop,
  deadLetters: DeadLetterWriter,
  events: PagerMetrics,
): AlertIntake {
  return new AlertIntake({
    store,
    book,
    deadLetters,
    isRetriable,
    wake: () => loop.wake(),
    storePatienceMs: STORE_PATIENCE_MS,
    retryAfterMs: RETRY_AFTER_MS,
    now: () => new Date(),
    events,
  });
}

function consumer(
  { groupId }: PagerConfiguration,
  client: KafkaClient,
  intake: AlertIntake,
  work: WorkWatch,
  logger: Logger,
): BatchConsumer {
  const log = consumerLog(logger);
  return new BatchConsumer({
    client,
    groupId,
    topic: AKI_ALERTS,
    maxBatchMessages: MAX_BATCH_MESSAGES,
    concurrentPartitions: CONCURRENT_PARTITIONS,
    handler: async (batch) => {
      const outcome = await intake.handle(batch);
      work.handled(batch, outcome.kind);
      return outcome;
    },
    events: {
      ...log,
      joined: ({ partitions }) => {
        log.joined({ partitions });
        work.assigned(partitions);
      },
    },
  });
}
