import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DecisionWatch } from '@renwatch/decisions';
import { BatchConsumer, BatchingProducer, KafkaClient, TopicGuaranteeError } from '@renwatch/kafka';
import {
  CRASH,
  LOGGER,
  Readiness,
  Reload,
  ServiceFailure,
  waitForPart,
  watchKafka,
  watchPart,
  watchWork,
  WorkWatch,
  type CrashPoints,
  type Logger,
  type Part,
} from '@renwatch/runtime';
import { Database, MigrationError, isRetriable, migrate } from '@renwatch/store';
import { finishesWithin, pause } from '@renwatch/timing';
import { CatchUp } from './batch/catch-up';
import { ContinuousLog } from './batch/continuous-log';
import { CONFIGURATION, type InferenceConfiguration } from './config';
import { PostgresHistoryStore } from './history/postgres-history.store';
import { prepareHistory } from './history/prepare-history';
import { undecided } from './inference.consumer';
import { OtherClusterError, prepareTopics } from './inference.topics';
import { FeedCodes } from './intake/feed-codes';
import { loadModels } from './model/load-models';
import { Models } from './model/models';
import { AlertOutbox } from './publish/alert.outbox';
import { SeenFeeds } from './intake/seen-feeds';
import { InferenceMetrics } from './telemetry/inference.metrics';

const POLL_EVERY_MS = 1_000;
const LOOK_FOR_WORK_EVERY_MS = 5_000;
/** How soon lost records are noticed in a partition that brings nothing new. */
const CHECK_IDLE_EVERY_MS = 30_000;
const DATABASE_PATIENCE_MS = 2_000;
/** Shares of the drain time-out. */
const DRAIN_SHARE = { consumer: 0.5, producer: 0.15, database: 0.15, running: 0.05, seen: 0.05 };

/**
 * Starts inference in the order model, database, history, topics, consumer group, and stops it in the reverse order. A
 * part that is away is waited for, unready.
 */
@Injectable()
export class InferenceLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private databaseWasAway = false;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: InferenceConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CRASH) private readonly crashPoints: CrashPoints,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Reload) private readonly reload: Reload,
    @Inject(InferenceMetrics) private readonly metrics: InferenceMetrics,
    @Inject(DecisionWatch) private readonly watch: DecisionWatch,
    @Inject(Models) private readonly models: Models,
    @Inject(FeedCodes) private readonly feedCodes: FeedCodes,
    @Inject(Database) private readonly db: Database,
    @Inject(PostgresHistoryStore) private readonly histories: PostgresHistoryStore,
    @Inject(KafkaClient) private readonly kafka: KafkaClient,
    @Inject(BatchingProducer) private readonly producer: BatchingProducer,
    @Inject(AlertOutbox) private readonly outbox: AlertOutbox,
    @Inject(SeenFeeds) private readonly seen: SeenFeeds,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(ContinuousLog) private readonly continuous: ContinuousLog,
    @Inject(WorkWatch) private readonly work: WorkWatch,
    @Inject(BatchConsumer) private readonly consumer: BatchConsumer,
  ) {}

  /** Returns at once, so that health is served while the parts start. */
  onApplicationBootstrap(): void {
    if (this.configuration.feedsFile !== undefined) this.reload.onReload(() => this.feedCodes.reload());
    this.running = this.run().catch((error: unknown) => this.failure.fail(error));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    this.catchUp.stop();
    const { drainTimeoutMs } = this.configuration;
    // Finishes the batch in hand and leaves the group; then closes what the batch needed.
    await this.consumer.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.consumer });
    await finishesWithin(this.seen.write(), drainTimeoutMs * DRAIN_SHARE.seen);
    await this.producer.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.producer });
    // Before the tasks that still use it: a database that does not answer must not delay the stop.
    await this.db.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.database });
    await finishesWithin(this.running, drainTimeoutMs * DRAIN_SHARE.running);
  }

  private async run(): Promise<void> {
    const parts = {
      model: this.readiness.part('model'),
      database: this.readiness.part('database'),
      history: this.readiness.part('history'),
      kafka: this.readiness.part('kafka'),
      progress: this.readiness.part('progress'),
    };
    await this.startModels(parts.model);
    await this.waitFor('database', parts.database, () => this.migrate());
    if (!this.stopped.signal.aborted) parts.database.ready();
    await this.waitFor('history', parts.history, () => this.prepareHistory(parts.history));
    await this.waitFor('kafka', parts.kafka, () => this.prepareTopics());
    if (this.stopped.signal.aborted) return;
    await this.producer.connect();
    await this.consumer.start();
    await this.keepRunning(parts);
  }

  private async startModels(part: Part): Promise<void> {
    const { configuration, reload, logger } = this;
    const onState = ({ state, model }: { state: string; model: unknown }): void => {
      part.ready(state);
      this.metrics.modelIs(model !== null);
      logger.info({ state }, 'model');
    };
    const loaded = await loadModels({ configuration, reload, onState, logger });
    if (loaded.model && !this.watch.watchDrift(loaded.model.info))
      logger.warn('drift is not measured: the model file has no training distribution');
    this.models.use(loaded);
  }

  private async migrate(): Promise<void> {
    const uncommitted = (): void => this.crashPoints.pass('inference.migrating');
    await migrate(this.db, { log: this.logger, uncommitted });
  }

  private prepareHistory(part: Part): Promise<void> {
    const { configuration, histories: store, logger, crashPoints } = this;
    return prepareHistory({ configuration, store, part, signal: this.stopped.signal, logger, crashPoints });
  }

  private prepareTopics(): Promise<void> {
    const { configuration, kafka: client, db, logger } = this;
    return prepareTopics({ configuration, client, db, logger });
  }

  /** Retries a step of the start until it is done or the service stops. */
  private async waitFor(name: string, part: Part, task: () => Promise<void>): Promise<void> {
    const { logger: log } = this;
    const { signal } = this.stopped;
    const retriable = (error: unknown) => !isFinal(error) && (isRetriable(error) || name === 'kafka');
    await waitForPart({ name, part, task, isRetriable: retriable, signal, log });
  }

  private async keepRunning(parts: { database: Part; kafka: Part; progress: Part }): Promise<void> {
    const { consumer, producer, work, kafka: client, db } = this;
    const { groupId } = this.configuration;
    const { signal } = this.stopped;
    await Promise.all([
      this.outbox.keepSweeping(signal),
      this.seen.keepWriting(signal),
      this.keepChecking(signal),
      watchWork({
        part: parts.progress,
        work,
        look: () => undecided({ client, groupId, db }, consumer.assignment),
        everyMs: LOOK_FOR_WORK_EVERY_MS,
        signal,
      }),
      watchKafka({ part: parts.kafka, consumer, producer, everyMs: POLL_EVERY_MS, signal }),
      watchPart({
        part: parts.database,
        ask: () => this.askDatabase(),
        everyMs: POLL_EVERY_MS,
        patienceMs: DATABASE_PATIENCE_MS,
        signal,
      }),
    ]);
  }

  private async keepChecking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(CHECK_IDLE_EVERY_MS, signal);
      this.continuous.checkIdle((partition, offset) => this.consumer.seek(partition, offset));
    }
  }

  /** A database that was away may have come back as an older one. */
  private async askDatabase(): Promise<void> {
    try {
      await this.db.ping();
    } catch (error) {
      this.databaseWasAway = true;
      throw error;
    }
    if (this.databaseWasAway) void this.catchUp.again();
    this.databaseWasAway = false;
  }
}

/** Returns true for an error that a person has to mend before a retry can succeed. */
function isFinal(error: unknown): boolean {
  return [MigrationError, TopicGuaranteeError, OtherClusterError].some((kind) => error instanceof kind);
}
