import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { type AkiModel } from '@renwatch/aki';
import { HL7_MESSAGES, akiAlertsTopic, deadLettersTopic, hl7MessagesTopic } from '@renwatch/events';
import { TopicGuaranteeError, clusterId, ensureTopics, verifyTopic } from '@renwatch/kafka';
import { loadModel } from '@renwatch/model';
import {
  CRASH,
  LOGGER,
  Metrics,
  Readiness,
  Reload,
  ServiceFailure,
  waitForPart,
  watchKafka,
  watchPart,
  type CrashPoints,
  type Logger,
} from '@renwatch/runtime';
import { MigrationError, isRetriable, migrate, progressRepository } from '@renwatch/store';
import { finishesWithin, pause } from '@renwatch/timing';
import { OtherClusterError } from './batch/other-cluster.error';
import { type InferenceConfiguration } from './config';
import { awaitHistory } from './history/await-history';
import { HistoryFile } from './history/history.file';
import { importHistory } from './history/history.importer';
import { HISTORY_CHUNK_PATIENTS } from './history/limits';
import { progressBar } from './history/progress-bar';
import { inferenceParts, type InferenceParts } from './inference.parts';
import { followSwitch } from './model/follow-switch';
import { type ModelSwitch } from './model/model.switch';
import { InferenceMetrics } from './observe/inference.metrics';
import { PostgresHistoryStore } from './store/postgres-history.store';

/** Injection token of the InferenceConfiguration. */
export const CONFIGURATION = Symbol('inference configuration');

const SWEEP_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
const DATABASE_PATIENCE_MS = 2_000;
/** Of the time a stop may take. */
const DRAIN_SHARE = { consumer: 0.5, producer: 0.15, database: 0.15, running: 0.1 };

/**
 * Starts inference's parts in their order (model, database, history, topics, group) and stops them in the reverse.
 * What is away is waited for, unready.
 */
@Injectable()
export class InferenceService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private readonly observed: InferenceMetrics;
  private parts: InferenceParts | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private databaseWasAway = false;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: InferenceConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Reload) private readonly reload: Reload,
    @Inject(Metrics) metrics: Metrics,
    @Inject(CRASH) private readonly crashPoints: CrashPoints,
  ) {
    this.observed = new InferenceMetrics(metrics, logger);
  }

  onApplicationBootstrap(): void {
    this.running = this.run().catch((error: unknown) => this.failure.fail(error));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    const { parts } = this;
    const { drainTimeoutMs } = this.configuration;
    if (parts) {
      parts.catchUp.stop();
      // Finishes the batch in hand, leaves the group, then lets go of what the batch needed.
      await parts.consumer.stop({ drainMs: drainTimeoutMs * DRAIN_SHARE.consumer });
      await parts.producer.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.producer });
      // Before what still asks it is waited for: a database that does not answer holds up no stop.
      await parts.db.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.database });
    }
    await finishesWithin(this.running, drainTimeoutMs * DRAIN_SHARE.running);
  }

  private async run(): Promise<void> {
    const states = {
      model: this.readiness.part('model'),
      database: this.readiness.part('database'),
      history: this.readiness.part('history'),
      kafka: this.readiness.part('kafka'),
    };
    const model = await this.model();
    const modelSwitch = this.switchOf(model, states.model);
    const shadow = await this.shadow();
    const parts = inferenceParts({
      configuration: this.configuration,
      model,
      modelSwitch,
      shadow,
      metrics: this.observed,
      logger: this.logger,
      onFailure: (error) => this.failure.fail(error),
      crashPoints: this.crashPoints,
    });
    this.parts = parts;
    const waited = await this.until('database', states.database, () =>
      migrate(parts.db, {
        log: this.logger,
        uncommitted: () => this.crashPoints.pass('inference.migrating'),
      }),
    );
    if (!waited) return;
    states.database.ready();
    await this.history(parts, states.history);
    const topics = await this.until('kafka', states.kafka, async () => {
      const { logger, configuration } = this;
      const sizing = { ...configuration, replicationFactor: configuration.replication };
      const specs = [hl7MessagesTopic(sizing), akiAlertsTopic(sizing), deadLettersTopic(sizing)];
      await ensureTopics({ client: parts.kafka, topics: specs, log: logger });
      for (const { name } of specs) await this.verify(parts, name);
      await this.sameCluster(parts);
      return true;
    });
    if (!topics) return;
    await parts.producer.connect();
    await parts.consumer.start();
    const database = {
      part: states.database,
      ask: () => this.askDatabase(parts),
      everyMs: LOOK_EVERY_MS,
      patienceMs: DATABASE_PATIENCE_MS,
      signal: this.stopped.signal,
    };
    const kafka = {
      part: states.kafka,
      consumer: parts.consumer,
      producer: parts.producer,
      everyMs: LOOK_EVERY_MS,
      signal: this.stopped.signal,
    };
    await Promise.all([this.sweep(parts), watchPart(database), watchKafka(kafka)]);
  }

  /** One that was away may have come back as an older one. */
  private async askDatabase({ db, catchUp }: InferenceParts): Promise<void> {
    try {
      await db.ping();
    } catch (error) {
      this.databaseWasAway = true;
      throw error;
    }
    if (this.databaseWasAway) void catchUp.again();
    this.databaseWasAway = false;
  }

  /** @throws TopicGuaranteeError where a topic, whoever made it, keeps less than is asked of it */
  private verify({ kafka }: InferenceParts, topic: string): Promise<void> {
    const { replication: minReplication, minInSyncReplicas: minInSync } = this.configuration;
    return verifyTopic({ client: kafka, topic, minReplication, minInSync });
  }

  /** @throws OtherClusterError where the database's progress is another cluster's */
  private async sameCluster({ kafka, db }: InferenceParts): Promise<void> {
    const id = await clusterId(kafka);
    const boundTo = await progressRepository.bindCluster(db, HL7_MESSAGES, id);
    const { brokers } = this.configuration;
    if (boundTo !== id) throw new OtherClusterError({ brokers, clusterId: id, boundTo });
  }

  /** @throws ModelFileError where the file is not what it says: the service does not start */
  private async model(): Promise<AkiModel | null> {
    const { model: path } = this.configuration;
    if (path === 'off') return null;
    const model = await loadModel(path);
    const { version, sha256 } = model.info;
    this.logger.info({ version, sha256 }, 'model loaded');
    return model;
  }

  /** @throws ModelFileError where the file is not what it says */
  private async shadow(): Promise<AkiModel | null> {
    const { shadowModel: path } = this.configuration;
    if (path === undefined) return null;
    const shadow = await loadModel(path);
    const { version, sha256 } = shadow.info;
    this.logger.info({ version, sha256 }, 'shadow model loaded: never paged on');
    return shadow;
  }

  /** @throws ModelSwitchError where its file says neither on nor off: the service does not start */
  private switchOf(model: AkiModel | null, state: ReturnType<Readiness['part']>): ModelSwitch {
    if (model) this.observed.watchDrift(model.info);
    return followSwitch({
      model,
      file: this.configuration.modelSwitchFile,
      reload: this.reload,
      tell: (modelSwitch) => {
        state.ready(modelSwitch.state);
        this.observed.modelIs(modelSwitch.model !== null);
        this.logger.info({ state: modelSwitch.state }, 'model');
      },
      logger: this.logger,
    });
  }

  private async history(parts: InferenceParts, state: ReturnType<Readiness['part']>): Promise<void> {
    const { history: path, historyRequired, authority, timezone } = this.configuration;
    const store = new PostgresHistoryStore({ db: parts.db, authority, timezone, now: () => new Date() });
    if (path === undefined && !historyRequired) return state.ready('none given');
    if (path === undefined) {
      await this.until('history', state, () =>
        awaitHistory({
          isImported: () => store.hasHistory(),
          state,
          signal: this.stopped.signal,
          lookEveryMs: LOOK_EVERY_MS,
        }),
      );
      return;
    }
    const onProgress = ({ patients, of }: { patients: number; of: number }) => {
      const bar = progressBar(patients, of);
      state.notReady(`importing ${bar}, ${patients} of ${of} patients`);
      this.logger.info({ bar, patients, of }, 'importing history');
      this.crashPoints.pass('inference.importing');
    };
    const file = new HistoryFile(path);
    const imported = await this.until('history', state, () =>
      importHistory({ file, store, chunkPatients: HISTORY_CHUNK_PATIENTS, onProgress }),
    );
    if (!imported) return;
    const { outcome, patients, results, sha256 } = imported;
    this.logger.info({ outcome, patients, results, sha256 }, 'history is complete');
    state.ready(`${patients} patients, ${results} results`);
  }

  /** Repeats until it is done, or until the service stops: then undefined. */
  private until<T>(
    what: string,
    state: ReturnType<Readiness['part']>,
    task: () => Promise<T>,
  ): Promise<T | undefined> {
    return waitForPart({
      name: what,
      part: state,
      task,
      isRetriable: (error) => !isFinal(error) && (isRetriable(error) || what === 'kafka'),
      signal: this.stopped.signal,
      log: this.logger,
    });
  }

  /** Publishes what was committed and not published, of any replica. */
  private async sweep({ outbox }: InferenceParts): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const more = await outbox.sweep().catch((error: unknown) => {
        if (!isRetriable(error)) throw error;
        this.logger.warn({ error }, 'sweep put off');
        return false;
      });
      if (!more) await pause(SWEEP_EVERY_MS, signal);
    }
  }
}

/** What somebody has to put right first. */
function isFinal(error: unknown): boolean {
  return [MigrationError, TopicGuaranteeError, OtherClusterError].some((kind) => error instanceof kind);
}
