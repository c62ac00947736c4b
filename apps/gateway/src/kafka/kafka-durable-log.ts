import { type TopicSpec } from '@renwatch/events';
import {
  BatchingProducer,
  ensureTopics,
  type KafkaClient,
  type KafkaLog,
  KafkaUnavailableError,
  type ProducerEvents,
  TopicGuaranteeError,
  verifyTopic,
} from '@renwatch/kafka';
import { EXIT_CONFIGURATION, retryUntilDone, type Tracer } from '@renwatch/runtime';
import { type RecordWriter } from '../intake/record-writer.port';
import { type DurableLog, type HealthListener } from './durable-log.port';

export interface KafkaDurableLogOptions {
  client: KafkaClient;
  topics: readonly TopicSpec[];
  minReplication: number;
  minInSyncReplicas: number;
  minMessageBytes: number;
  maxBatchBytes: number;
  maxBatchMessages: number;
  maxWaitingBytes: number;
  sendTimeoutMs: number;
  log: KafkaLog;
  tracer: Tracer;
  events?: Pick<ProducerEvents, 'batchWritten' | 'batchFailed'>;
}

const RETRY = { minMs: 200, maxMs: 5_000 };

/** A topic could lose records, or guarantees less than KAFKA_REPLICATION, KAFKA_MIN_INSYNC_REPLICAS or MAX_FRAME_BYTES asks. */
export class TopicRefusedError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(cause: Error) {
    super(
      `${cause.message}; change the topic, or KAFKA_REPLICATION, KAFKA_MIN_INSYNC_REPLICAS and MAX_FRAME_BYTES`,
      { cause },
    );
    this.name = 'TopicRefusedError';
  }
}

/** Writes to the gateway's topics through one batching producer. */
export class KafkaDurableLog implements DurableLog, RecordWriter {
  private readonly producer: BatchingProducer;
  private readonly stop = new AbortController();
  private listener: HealthListener | undefined;

  constructor(private readonly options: KafkaDurableLogOptions) {
    const { client, maxBatchBytes, maxBatchMessages, maxWaitingBytes, sendTimeoutMs } = options;
    const bounds = { maxBatchBytes, maxBatchMessages, maxWaitingBytes, sendTimeoutMs };
    this.producer = new BatchingProducer({ client, ...bounds, events: this.producerEvents() });
  }

  async open(listener: HealthListener): Promise<void> {
    const { log, topics } = this.options;
    await retryUntilDone({
      task: () => this.prepareTopics(),
      signal: this.stop.signal,
      backoff: RETRY,
      isRetriable: (error) => (error as { retriable?: unknown } | null)?.retriable !== false,
      onRetry: (error, attempt, delayMs) =>
        log.warn({ error, attempt, delayMs }, 'topics not ready; retrying'),
    });
    if (this.stop.signal.aborted) return;
    this.listener = listener;
    listener.healthy();
    log.info({ topics: topics.map((topic) => topic.name) }, 'kafka is ready');
  }

  async send({ traceparent: parent, ...record }: Parameters<RecordWriter['send']>[0]): Promise<void> {
    const { topic, value } = record;
    const attributes = { topic, bytes: value.length };
    const span = this.options.tracer.start('durable write', { parent, attributes });
    try {
      await this.producer.send({ ...record, traceparent: span.traceparent });
      span.end();
    } catch (error) {
      span.end({ fault: error instanceof Error ? error.name : 'unknown' });
      // A frozen broker keeps the write itself waiting: report it before that fails.
      if (error instanceof KafkaUnavailableError)
        this.listener?.unhealthy('a record was not written in time');
      throw error;
    }
  }

  async close(options: { drainMs: number }): Promise<void> {
    this.stop.abort();
    await this.producer.close(options);
  }

  private async prepareTopics(): Promise<void> {
    const { client, topics, log, minReplication, minInSyncReplicas, minMessageBytes } = this.options;
    try {
      await this.producer.connect();
      await ensureTopics({ client, topics: [...topics], log });
      for (const { name, retention } of topics) {
        await verifyTopic({
          client,
          topic: name,
          minReplication,
          minInSync: minInSyncReplicas,
          minMessageBytes,
          retention,
        });
      }
    } catch (error) {
      throw error instanceof TopicGuaranteeError ? new TopicRefusedError(error) : error;
    }
  }

  /** A new connection counts as healthy: an unready gateway gets no traffic, so no write would ever prove it. */
  private producerEvents(): ProducerEvents {
    const { log, events } = this.options;
    return {
      connected: () => this.listener?.healthy(),
      unavailable: ({ error, attempt, retryInMs }) => {
        this.listener?.unhealthy('no broker reachable');
        log.warn({ error, attempt, retryInMs }, 'no broker reachable');
      },
      batchWritten: (batch) => {
        this.listener?.healthy();
        events?.batchWritten?.(batch);
      },
      batchFailed: (batch) => {
        this.listener?.unhealthy('the last write failed');
        log.warn(batch, 'a write failed');
        events?.batchFailed?.(batch);
      },
    };
  }
}
