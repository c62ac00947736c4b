import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { akiAlertsTopic, deadLettersTopic } from '@renwatch/events';
import { ensureTopics } from '@renwatch/kafka';
import {
  CRASH,
  LOGGER,
  Metrics,
  Readiness,
  ServiceFailure,
  waitForPart,
  watchKafka,
  watchPart,
  type CrashPoints,
  type Logger,
  type Part,
} from '@renwatch/runtime';
import { MigrationError, isRetriable, migrate } from '@renwatch/store';
import { finishesWithin, pause } from '@renwatch/timing';
import { type PagerConfiguration } from './config';
import { PagerMetrics } from './observe/pager.metrics';
import { pagerParts, type PagerParts } from './pager.parts';

/** Injection token of the PagerConfiguration. */
export const CONFIGURATION = Symbol('pager configuration');

const LOOK_EVERY_MS = 1_000;
/** Of the time a stop may take. */
const DRAIN_SHARE = { consumer: 0.25, loop: 0.4, producer: 0.1, database: 0.1, running: 0.1 };
const DATABASE_PATIENCE_MS = 2_000;

/**
 * Starts the pager's parts, each by itself: pages are delivered while Kafka is away, and taken in, recent ones delivered
 * too, while the database is.
 */
@Injectable()
export class PagerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private readonly parts: PagerParts;
  private readonly database: Part;
  private readonly kafka: Part;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: PagerConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Readiness) readiness: Readiness,
    @Inject(Metrics) metrics: Metrics,
    @Inject(CRASH) crashPoints: CrashPoints,
  ) {
    this.database = readiness.part('database');
    this.kafka = readiness.part('kafka');
    const observed = new PagerMetrics(metrics, logger);
    const onFailure = (error: unknown) => failure.fail(error);
    this.parts = pagerParts({ configuration, observed, logger, onFailure, crashPoints });
  }

  onApplicationBootstrap(): void {
    this.running = Promise.all([this.openDatabase(), this.openKafka()]).catch((error: unknown) =>
      this.failure.fail(error),
    );
  }

  /** Takes in nothing new, lets pages on their way arrive, lets go of the rest for other replicas. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    const { consumer, loop, producer, client, db } = this.parts;
    const { drainTimeoutMs } = this.configuration;
    await consumer.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.consumer });
    await loop.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.loop });
    await producer.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.producer });
    client.close();
    await db.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.database });
    // A broker that takes connections and says nothing holds up no stop.
    await finishesWithin(this.running, drainTimeoutMs * DRAIN_SHARE.running);
  }

  private async openDatabase(): Promise<void> {
    const { db, loop } = this.parts;
    const migrating = this.until('database', this.database, () => migrate(db, { log: this.logger }));
    // A database that is not there at the start must not hold up a page either.
    await Promise.race([migrating, pause(LOOK_EVERY_MS, this.stopped.signal)]);
    if (!this.stopped.signal.aborted) loop.start();
    if (!(await migrating)) return;
    await watchPart({
      part: this.database,
      ask: () => db.ping(),
      everyMs: LOOK_EVERY_MS,
      patienceMs: DATABASE_PATIENCE_MS,
      signal: this.stopped.signal,
    });
  }

  private async openKafka(): Promise<void> {
    const { kafka, consumer } = this.parts;
    const { replication: replicationFactor } = this.configuration;
    const sizing = { ...this.configuration, replicationFactor };
    const topics = [akiAlertsTopic(sizing), deadLettersTopic(sizing)];
    const made = await this.until('kafka', this.kafka, async () => {
      await ensureTopics({ client: kafka, topics, log: this.logger });
      return true;
    });
    if (!made) return;
    await consumer.start();
    await watchKafka({ part: this.kafka, consumer, everyMs: LOOK_EVERY_MS, signal: this.stopped.signal });
  }

  /** Repeats until it is done, or until the service stops: then undefined. */
  private until<T>(what: string, state: Part, task: () => Promise<T>): Promise<T | undefined> {
    return waitForPart({
      name: what,
      part: state,
      task,
      isRetriable: (error) => !(error instanceof MigrationError) && (isRetriable(error) || what === 'kafka'),
      signal: this.stopped.signal,
      log: this.logger,
    });
  }
}
