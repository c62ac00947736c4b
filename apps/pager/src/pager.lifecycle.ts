import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { AKI_ALERTS, akiAlertsTopic, deadLettersTopic } from '@renwatch/events';
import { BatchConsumer, BatchingProducer, KafkaClient, ensureTopics, topicOffsets } from '@renwatch/kafka';
import {
  LOGGER,
  Readiness,
  ServiceFailure,
  waitForPart,
  watchKafka,
  watchPart,
  watchWork,
  WorkWatch,
  type Logger,
  type Part,
} from '@renwatch/runtime';
import { Database, MigrationError, isRetriable, migrate } from '@renwatch/store';
import { finishesWithin } from '@renwatch/timing';
import { CONFIGURATION, type PagerConfiguration } from './config';
import { DeliveryLoop } from './delivery/delivery.loop';
import { PagerClient } from './delivery/pager.client';

const LOOK_EVERY_MS = 1_000;
const LOOK_FOR_WORK_EVERY_MS = 5_000;
/** Share of `drainTimeoutMs` that each part of a stop may take. */
const DRAIN_SHARE = { consumer: 0.25, loop: 0.4, producer: 0.1, database: 0.1, running: 0.1 };
const DATABASE_PATIENCE_MS = 2_000;

/**
 * Starts the database and Kafka sides of the pager independently: pages are delivered while Kafka is away, and alerts are
 * read, and recent ones paged, while the database is away. Stops all parts in order.
 */
@Injectable()
export class PagerLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private readonly databasePart: Part;
  private readonly kafkaPart: Part;
  private readonly progressPart: Part;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: PagerConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Readiness) readiness: Readiness,
    @Inject(Database) private readonly db: Database,
    @Inject(KafkaClient) private readonly kafka: KafkaClient,
    @Inject(BatchingProducer) private readonly producer: BatchingProducer,
    @Inject(BatchConsumer) private readonly consumer: BatchConsumer,
    @Inject(WorkWatch) private readonly work: WorkWatch,
    @Inject(DeliveryLoop) private readonly loop: DeliveryLoop,
    @Inject(PagerClient) private readonly client: PagerClient,
  ) {
    this.databasePart = readiness.part('database');
    this.kafkaPart = readiness.part('kafka');
    this.progressPart = readiness.part('progress');
  }

  /** Returns at once, so that health is served while parts are waited for. */
  onApplicationBootstrap(): void {
    this.running = Promise.all([this.openDatabase(), this.openKafka(), this.watchProgress()]).catch(
      (error: unknown) => this.failure.fail(error),
    );
  }

  /** Stops reading alerts, lets pages on their way arrive, and releases the rest for other replicas. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    const { drainTimeoutMs } = this.configuration;
    await this.consumer.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.consumer });
    await this.loop.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.loop });
    await this.producer.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.producer });
    this.client.close();
    await this.db.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.database });
    // A broker that accepts connections and does not answer must not hold up the stop.
    await finishesWithin(this.running, drainTimeoutMs * DRAIN_SHARE.running);
  }

  private async openDatabase(): Promise<void> {
    const { db, logger, databasePart, stopped } = this;
    const migrating = waitForPart({
      name: 'database',
      part: databasePart,
      task: () => migrate(db, { log: logger }),
      isRetriable: (error) => !(error instanceof MigrationError) && isRetriable(error),
      signal: stopped.signal,
      log: logger,
    });
    // A database that is away at the start must not hold up pages either.
    await finishesWithin(migrating, LOOK_EVERY_MS);
    if (!stopped.signal.aborted) this.loop.start();
    if (!(await migrating)) return;
    await watchPart({
      part: databasePart,
      ask: () => db.ping(),
      everyMs: LOOK_EVERY_MS,
      patienceMs: DATABASE_PATIENCE_MS,
      signal: stopped.signal,
    });
  }

  private watchProgress(): Promise<void> {
    const { kafka: client, consumer, work, progressPart: part, stopped } = this;
    const { groupId } = this.configuration;
    const look = async () => {
      if (!consumer.joined) return [];
      const offsets = await topicOffsets({ client, groupId, topic: AKI_ALERTS });
      return offsets
        .filter(({ partition }) => consumer.assignment.includes(partition))
        .map(({ partition, lag }) => ({ partition, isWaiting: lag > 0n }));
    };
    return watchWork({ part, work, look, everyMs: LOOK_FOR_WORK_EVERY_MS, signal: stopped.signal });
  }

  private async openKafka(): Promise<void> {
    const { kafka, consumer, logger, kafkaPart, stopped } = this;
    const sizing = { ...this.configuration, replicationFactor: this.configuration.replication };
    const topics = [akiAlertsTopic(sizing), deadLettersTopic(sizing)];
    await waitForPart({
      name: 'kafka',
      part: kafkaPart,
      task: () => ensureTopics({ client: kafka, topics, log: logger }),
      isRetriable: () => true,
      signal: stopped.signal,
      log: logger,
    });
    if (stopped.signal.aborted) return;
    await consumer.start();
    await watchKafka({ part: kafkaPart, consumer, everyMs: LOOK_EVERY_MS, signal: stopped.signal });
  }
}
