import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AKI_RULES, POLICY_VERSION, policySha256, ruleSha256 } from '@renwatch/aki';
import { DecisionWatch } from '@renwatch/decisions';
import { maxRecordBytes } from '@renwatch/events';
import { readFeedsFile } from '@renwatch/feeds';
import {
  BatchConsumer,
  BatchingProducer,
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
  TRACER,
  type Tracer,
  WorkWatch,
} from '@renwatch/runtime';
import {
  Database,
  identity,
  isRetriable,
  openDatabase,
  type SeenByFeed,
  seenByFeedRepository,
} from '@renwatch/store';
import { BatchDecider } from './batch/batch.decider';
import { BatchProcessor } from './batch/batch.processor';
import { CatchUp } from './batch/catch-up';
import { ContinuousLog } from './batch/continuous-log';
import { CONFIGURATION, type InferenceConfiguration } from './config';
import { LEFT_OUT, PostgresHistoryStore } from './history/postgres-history.store';
import { batchConsumer, catchUp, continuousLog, logRangeOf, RETRY_AFTER_MS } from './inference.consumer';
import { InferenceLifecycle } from './inference.lifecycle';
import { FeedCodes } from './intake/feed-codes';
import { MessageReader } from './intake/message.reader';
import { Models } from './model/models';
import { AlertOutbox } from './publish/alert.outbox';
import { SeenFeeds } from './intake/seen-feeds';
import { PostgresDecisionStore } from './store/postgres-decision.store';
import { PostgresOutboxStore } from './store/postgres-outbox.store';
import { CREATININE } from './store/result.rows';
import { InferenceMetrics } from './telemetry/inference.metrics';

/** Shorter than the group's session: a write that Kafka does not take must not cost the partition. */
const SEND_TIMEOUT_MS = 5_000;
const SWEEP = { sweepOlderThanMs: 2_000, sweepLimit: 200, sweepEveryMs: 1_000 };
const HOUR_MS = 3_600_000;
/** Message types and codes for `renwatch feeds`. */
const SEEN = { writeEveryMs: 10_000, maxWaitingRows: 5_000, maxRowsPerFeed: 2_000 };
/** Limit for one transaction: far more than a batch of usual messages needs. */
const MAX_DECISIONS = 2_000;

const now = (): Date => new Date();

/** Nothing connects before the lifecycle starts it. */
const providers: Provider[] = [
  InferenceLifecycle,
  { provide: Database, inject: [CONFIGURATION, LOGGER], useFactory: database },
  { provide: KafkaClient, inject: [CONFIGURATION, LOGGER], useFactory: kafkaClient },
  { provide: BatchingProducer, inject: [CONFIGURATION, KafkaClient], useFactory: producer },
  { provide: DecisionWatch, useFactory: () => new DecisionWatch() },
  {
    provide: WorkWatch,
    inject: [CONFIGURATION],
    useFactory: ({ stalledAfterMs }: InferenceConfiguration) => new WorkWatch({ stalledAfterMs }),
  },
  {
    provide: InferenceMetrics,
    inject: [Metrics, LOGGER, DecisionWatch, WorkWatch],
    useFactory: (metrics: Metrics, logger: Logger, watch: DecisionWatch, work: WorkWatch) =>
      new InferenceMetrics({ metrics, logger, watch, work }),
  },
  {
    provide: FeedCodes,
    inject: [CONFIGURATION, InferenceMetrics, LOGGER],
    useFactory: feedCodes,
  },
  {
    provide: Models,
    inject: [InferenceMetrics],
    useFactory: (events: InferenceMetrics) => new Models(events),
  },
  { provide: PostgresDecisionStore, inject: [CONFIGURATION, Database], useFactory: decisionStore },
  { provide: PostgresHistoryStore, inject: [CONFIGURATION, Database, LOGGER], useFactory: historyStore },
  {
    provide: AlertOutbox,
    inject: [Database, BatchingProducer, InferenceMetrics, CRASH, TRACER],
    useFactory: alertOutbox,
  },
  { provide: SeenFeeds, inject: [Database, InferenceMetrics], useFactory: seenFeeds },
  { provide: BatchDecider, inject: [CONFIGURATION, Models], useFactory: batchDecider },
  {
    provide: BatchProcessor,
    inject: [
      ...[CONFIGURATION, KafkaClient, BatchingProducer, FeedCodes, PostgresDecisionStore, BatchDecider],
      ...[AlertOutbox, DecisionWatch, SeenFeeds, InferenceMetrics, CRASH, TRACER],
    ],
    useFactory: batchProcessor,
  },
  {
    provide: CatchUp,
    inject: [
      ...[CONFIGURATION, KafkaClient, Database, PostgresDecisionStore],
      ...[InferenceMetrics, ServiceFailure],
    ],
    useFactory: catchUp,
  },
  {
    provide: ContinuousLog,
    inject: [CONFIGURATION, KafkaClient, PostgresDecisionStore, BatchProcessor, InferenceMetrics],
    useFactory: continuousLog,
  },
  {
    provide: BatchConsumer,
    inject: [CONFIGURATION, KafkaClient, ContinuousLog, CatchUp, WorkWatch, LOGGER],
    useFactory: batchConsumer,
  },
];

@Module({})
export class InferenceModule {
  static with(configuration: InferenceConfiguration): DynamicModule {
    return {
      module: InferenceModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }, ...providers],
    };
  }
}

function database(configuration: InferenceConfiguration, logger: Logger): Database {
  return openDatabase({
    url: configuration.databaseUrl,
    applicationName: 'renwatch-inference',
    maxConnections: configuration.databaseConnections,
    onError: (error) => logger.warn({ error }, 'idle database connection broke'),
  });
}

function kafkaClient(configuration: InferenceConfiguration, log: Logger): KafkaClient {
  const { brokers } = configuration;
  return createKafkaClient({ brokers, clientId: 'renwatch-inference', ...kafkaAccess(configuration), log });
}

function producer({ maxFrameBytes }: InferenceConfiguration, client: KafkaClient): BatchingProducer {
  const largestRecord = maxRecordBytes(maxFrameBytes);
  return new BatchingProducer({
    client,
    maxBatchBytes: largestRecord,
    maxBatchMessages: 1_000,
    maxWaitingBytes: 4 * largestRecord,
    sendTimeoutMs: SEND_TIMEOUT_MS,
  });
}

function decisionStore(configuration: InferenceConfiguration, db: Database): PostgresDecisionStore {
  const rule = AKI_RULES[configuration.rule];
  return new PostgresDecisionStore(db, {
    rule: { ...rule, sha256: ruleSha256(rule) },
    policy: { version: POLICY_VERSION, sha256: policySha256() },
    now,
  });
}

function historyStore(
  { authority, timezone }: InferenceConfiguration,
  db: Database,
  logger: Logger,
): PostgresHistoryStore {
  const onErased = (results: number): void => logger.warn({ results }, LEFT_OUT);
  return new PostgresHistoryStore({ db, authority, timezone, now, onErased });
}

function alertOutbox(
  db: Database,
  alertProducer: BatchingProducer,
  events: InferenceMetrics,
  crashPoints: CrashPoints,
  tracer: Tracer,
): AlertOutbox {
  const store = new PostgresOutboxStore(db);
  const options = { store, isRetriable, events, crashPoints, tracer };
  return new AlertOutbox({ producer: alertProducer, ...SWEEP, ...options });
}

function seenFeeds(db: Database, events: InferenceMetrics): SeenFeeds {
  const { maxRowsPerFeed, ...bounds } = SEEN;
  const store = {
    add: (rows: readonly SeenByFeed[]) => seenByFeedRepository.add(db, rows, { maxRowsPerFeed }),
  };
  return new SeenFeeds({ store, events, ...bounds });
}

function batchDecider(
  { rule, maxPageAgeHours, maxMessageAgeHours }: InferenceConfiguration,
  models: Models,
): BatchDecider {
  return new BatchDecider({
    rule: AKI_RULES[rule],
    paging: { maxResultAgeMs: limitMs(maxPageAgeHours), maxMessageAgeMs: limitMs(maxMessageAgeHours) },
    models,
    resultId: (patientId, result) => identity.resultId({ patientId, analyte: CREATININE, ...result }),
    decisionId: identity.decisionId,
    alerts: { alertId: identity.alertId, now },
    maxDecisions: MAX_DECISIONS,
  });
}

/** @param hours 0: no limit */
function limitMs(hours: number): number {
  return hours === 0 ? Infinity : hours * HOUR_MS;
}

function feedCodes(
  { feeds, feedsFile, creatinineCodes: codes }: InferenceConfiguration,
  events: InferenceMetrics,
  log: Logger,
): FeedCodes {
  return new FeedCodes({ feeds, read: () => readFeedsFile(feedsFile), codes, events, log });
}

function batchProcessor(
  configuration: InferenceConfiguration,
  client: KafkaClient,
  letterProducer: BatchingProducer,
  codes: FeedCodes,
  store: PostgresDecisionStore,
  decider: BatchDecider,
  outbox: AlertOutbox,
  watch: DecisionWatch,
  seen: SeenFeeds,
  events: InferenceMetrics,
  crashPoints: CrashPoints,
  tracer: Tracer,
): BatchProcessor {
  const { groupId, maxFrameBytes: maxPayloadBytes } = configuration;
  const reader = new MessageReader({ codesOf: (feed) => codes.of(feed), now });
  const deadLetters = new DeadLetterWriter({ producer: letterProducer, maxPayloadBytes });
  return new BatchProcessor({
    store,
    decider,
    read: (value, place) => reader.read(value, place),
    writeDeadLetters: (letters) => deadLetters.write(letters),
    publishAlerts: (alerts, traceparents) => outbox.publish(alerts, traceparents),
    logRange: logRangeOf({ client, groupId }),
    watch,
    seen,
    retryAfterMs: RETRY_AFTER_MS,
    now,
    events,
    tracer,
    crashPoints,
  });
}
