import { HL7_MESSAGES } from '@renwatch/events';
import {
  BatchConsumer,
  consumerLog,
  type KafkaClient,
  KafkaUnavailableError,
  topicOffsets,
} from '@renwatch/kafka';
import { type Logger, type ServiceFailure, type WorkWatch } from '@renwatch/runtime';
import { type Database, isRetriable, progressRepository } from '@renwatch/store';
import { type BatchProcessor } from './batch/batch.processor';
import { CatchUp } from './batch/catch-up';
import { ContinuousLog } from './batch/continuous-log';
import { type LogRange } from './batch/first-difference';
import { type InferenceConfiguration } from './config';
import { type PostgresDecisionStore } from './store/postgres-decision.store';
import { type InferenceMetrics } from './telemetry/inference.metrics';

export const RETRY_AFTER_MS = 500;
const CATCH_UP_BACKOFF = { minMs: 200, maxMs: 5_000 };

/** Asks the brokers where a partition's log starts and ends now. @throws KafkaUnavailableError (retriable) */
export function logRangeOf({
  client,
  groupId,
}: {
  client: KafkaClient;
  groupId: string;
}): (partition: number) => Promise<LogRange> {
  return async (partition) => {
    const offsets = await topicOffsets({ client, groupId, topic: HL7_MESSAGES });
    const found = offsets.find((known) => known.partition === partition);
    // Not an empty range, from which it would follow that everything is lost.
    if (!found) throw new KafkaUnavailableError(`${HL7_MESSAGES}[${partition}] is not known to the brokers`);
    return { start: found.logStart, end: found.logEnd };
  };
}

export function continuousLog(
  { groupId }: InferenceConfiguration,
  client: KafkaClient,
  store: PostgresDecisionStore,
  processor: BatchProcessor,
  events: InferenceMetrics,
): ContinuousLog {
  return new ContinuousLog({
    store,
    logRange: logRangeOf({ client, groupId }),
    process: (batch, heartbeat) => processor.process(batch, heartbeat),
    retryAfterMs: RETRY_AFTER_MS,
    events,
  });
}

/** Tells of each of these partitions if it has messages that are not decided. */
export async function undecided(
  { client, groupId, db }: { client: KafkaClient; groupId: string; db: Database },
  partitions: readonly number[],
): Promise<{ partition: number; isWaiting: boolean }[]> {
  // In this order: a message that is decided meanwhile must not count as waiting.
  const known = await topicOffsets({ client, groupId, topic: HL7_MESSAGES });
  const rows = await progressRepository.all(db, HL7_MESSAGES);
  const next = new Map(rows.map(({ partition, nextOffset }) => [partition, nextOffset]));
  return known
    .filter(({ partition }) => partitions.includes(partition))
    .map(({ partition, logStart, logEnd }) => ({
      partition,
      isWaiting: logEnd > logStart && logEnd > (next.get(partition) ?? 0n),
    }));
}

export function catchUp(
  { groupId }: InferenceConfiguration,
  client: KafkaClient,
  db: Database,
  store: PostgresDecisionStore,
  events: InferenceMetrics,
  failure: ServiceFailure,
): CatchUp {
  return new CatchUp({
    store,
    offsets: () => topicOffsets({ client, groupId, topic: HL7_MESSAGES }),
    progress: () => progressRepository.all(db, HL7_MESSAGES),
    backoff: CATCH_UP_BACKOFF,
    isRetriable,
    onFailure: (error) => failure.fail(error),
    events,
  });
}

export function batchConsumer(
  configuration: InferenceConfiguration,
  client: KafkaClient,
  continuous: ContinuousLog,
  catchingUp: CatchUp,
  work: WorkWatch,
  logger: Logger,
): BatchConsumer {
  const { groupId, maxBatchMessages, concurrentPartitions } = configuration;
  const log = consumerLog(logger);
  const consumer: BatchConsumer = new BatchConsumer({
    client,
    groupId,
    topic: HL7_MESSAGES,
    maxBatchMessages,
    concurrentPartitions,
    handler: async (batch, control) => {
      const outcome = await continuous.process(batch, () => control.heartbeat());
      work.handled(batch, outcome.kind);
      return outcome;
    },
    events: {
      ...log,
      joined: ({ partitions }) => {
        log.joined({ partitions });
        continuous.joined();
        work.assigned(partitions);
        void catchingUp.joined(partitions, (partition, offset) => consumer.seek(partition, offset));
      },
    },
  });
  return consumer;
}
