import {
  AKI_RULES,
  POLICY_VERSION,
  policySha256,
  ruleSha256,
  type AkiModel,
  type AkiRule,
} from '@renwatch/aki';
import { HL7_MESSAGES, maxRecordBytes } from '@renwatch/events';
import {
  BatchConsumer,
  BatchingProducer,
  consumerLog,
  createKafkaClient,
  DeadLetterWriter,
  topicOffsets,
  type KafkaClient,
} from '@renwatch/kafka';
import { identity, isRetriable, openDatabase, progressRepository, type Database } from '@renwatch/store';
import { type CrashPoints, kafkaAccess, type Logger } from '@renwatch/runtime';
import { BatchDecider } from './batch/batch.decider';
import { BatchProcessor } from './batch/batch.processor';
import { CatchUp } from './batch/catch-up';
import { type InferenceConfiguration } from './config';
import { DecisionDrafter } from './decision/decision.drafter';
import { DecisionMaker } from './decision/decision.maker';
import { MessageReader } from './intake/message.reader';
import { type ModelSwitch } from './model/model.switch';
import { type InferenceMetrics } from './observe/inference.metrics';
import { AlertOutbox } from './outbox/alert.outbox';
import { CREATININE } from './store/result.rows';
import { PostgresDecisionStore } from './store/postgres-decision.store';
import { PostgresOutboxStore } from './store/postgres-outbox.store';

export interface InferenceParts {
  db: Database;
  kafka: KafkaClient;
  producer: BatchingProducer;
  outbox: AlertOutbox;
  consumer: BatchConsumer;
  catchUp: CatchUp;
}

export interface InferencePartsOptions {
  configuration: InferenceConfiguration;
  /** As loaded, switched on or off. */
  model: AkiModel | null;
  modelSwitch: ModelSwitch;
  /** Never paged on; null: none. */
  shadow: AkiModel | null;
  metrics: InferenceMetrics;
  logger: Logger;
  onFailure: (error: unknown) => void;
  crashPoints: CrashPoints;
}

/** Shorter than the group's session: a write that Kafka does not take must not cost the partition. */
const SEND_TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = 500;
const CATCH_UP_BACKOFF = { minMs: 200, maxMs: 5_000 };
const SWEEP_OLDER_THAN_MS = 2_000;
const SWEEP_LIMIT = 200;
/** Of one transaction: far more than a batch of usual messages asks for. */
const MAX_DECISIONS = 2_000;
const now = () => new Date();

/** Joins the libraries to what inference is; nothing connects before it is started. */
export function inferenceParts({
  configuration,
  model,
  modelSwitch,
  shadow,
  metrics,
  logger,
  onFailure,
  crashPoints,
}: InferencePartsOptions): InferenceParts {
  const rule = AKI_RULES[configuration.rule];
  const db = openDatabase({
    url: configuration.databaseUrl,
    applicationName: 'renwatch-inference',
    maxConnections: configuration.databaseConnections,
    onError: (error) => logger.warn({ error }, 'idle database connection broke'),
  });
  const kafka = createKafkaClient({
    brokers: configuration.brokers,
    clientId: 'renwatch-inference',
    ...kafkaAccess(configuration),
    log: logger,
  });
  const largestRecord = maxRecordBytes(configuration.maxFrameBytes);
  const producer = new BatchingProducer({
    client: kafka,
    maxBatchBytes: largestRecord,
    maxBatchMessages: 1_000,
    maxWaitingBytes: 4 * largestRecord,
    sendTimeoutMs: SEND_TIMEOUT_MS,
  });
  const outbox = new AlertOutbox({
    producer,
    store: new PostgresOutboxStore(db),
    sweepOlderThanMs: SWEEP_OLDER_THAN_MS,
    sweepLimit: SWEEP_LIMIT,
    events: metrics,
    crashPoints,
  });
  const store = new PostgresDecisionStore(db, {
    rule: { ...rule, sha256: ruleSha256(rule) },
    policy: { version: POLICY_VERSION, sha256: policySha256() },
    model: model?.info ?? null,
    now,
  });
  const offsets = () => topicOffsets({ client: kafka, groupId: configuration.groupId, topic: HL7_MESSAGES });
  const deadLetters = new DeadLetterWriter({ producer, maxPayloadBytes: configuration.maxFrameBytes });
  const processor = new BatchProcessor({
    store,
    decider: batchDecider({ rule, model, modelSwitch, shadow, metrics }),
    read: messageReader(configuration),
    writeDeadLetters: (letters) => deadLetters.write(letters),
    publishAlerts: (alerts) => outbox.publish(alerts),
    logRange: async (partition) => {
      const found = (await offsets()).find((one) => one.partition === partition);
      return { start: found?.logStart ?? 0n, end: found?.logEnd ?? 0n };
    },
    retryAfterMs: RETRY_AFTER_MS,
    now,
    events: metrics,
    crashPoints,
  });
  const catchUp = new CatchUp({
    store,
    offsets,
    progress: () => progressRepository.all(db, HL7_MESSAGES),
    seek: (partition, offset) => consumer.seek(partition, offset),
    backoff: CATCH_UP_BACKOFF,
    isRetriable,
    onFailure,
    events: metrics,
  });
  const log = consumerLog(logger);
  const consumer = new BatchConsumer({
    client: kafka,
    groupId: configuration.groupId,
    topic: HL7_MESSAGES,
    maxBatchMessages: configuration.maxBatchMessages,
    concurrentPartitions: configuration.concurrentPartitions,
    handler: (batch, control) => processor.process(batch, () => control.heartbeat()),
    events: {
      ...log,
      joined: ({ partitions }) => {
        log.joined({ partitions });
        void catchUp.joined(partitions);
      },
    },
  });
  return { db, kafka, producer, outbox, consumer, catchUp };
}

interface DeciderParts {
  rule: AkiRule;
  model: AkiModel | null;
  modelSwitch: ModelSwitch;
  shadow: AkiModel | null;
  metrics: InferenceMetrics;
}

function batchDecider({ rule, model, modelSwitch, shadow, metrics }: DeciderParts): BatchDecider {
  const info = model?.info ?? null;
  return new BatchDecider({
    drafter: new DecisionDrafter({
      rule,
      model: info,
      shadow: shadow?.info ?? null,
      decisionId: identity.decisionId,
    }),
    maker: new DecisionMaker({
      model: () => modelSwitch.model,
      shadow: shadow && { model: shadow, onFailure: (error) => metrics.shadowFailed(error) },
      onModelFailure: (error) => metrics.modelFailed(error),
    }),
    resultId: (patientId, place) => identity.resultId({ patientId, analyte: CREATININE, ...place }),
    alerts: {
      alertId: identity.alertId,
      modelVersion: info?.version ?? null,
      thresholds: info,
      now,
    },
    maxDecisions: MAX_DECISIONS,
  });
}

function messageReader({ creatinineCodes: codes }: InferenceConfiguration): MessageReader['read'] {
  const reader = new MessageReader({ codes, now });
  return (value, place) => reader.read(value, place);
}
