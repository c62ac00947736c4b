import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import {
  LOGGER,
  Readiness,
  ServiceFailure,
  waitForPart,
  watchPart,
  type Logger,
  type Part,
} from '@renwatch/runtime';
import { Database, isRetriable, migrate, MigrationError } from '@renwatch/store';
import { finishesWithin } from '@renwatch/timing';
import { CONFIGURATION, type ConsoleConfiguration } from './config';
import { BrowserListener } from './http/browser.listener';
import { ChangeWatch } from './live/change.watch';

const LOOK_EVERY_MS = 1_000;
const DATABASE_PATIENCE_MS = 2_000;
/** Share of `drainTimeoutMs` that each part of a stop may take. */
const DRAIN_SHARE = { browsers: 0.3, database: 0.3, running: 0.2 };

/** Serves browsers at once, with a sentence while the database is away, and stops all parts in order. */
@Injectable()
export class ConsoleLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private readonly databasePart: Part;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: ConsoleConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Readiness) readiness: Readiness,
    @Inject(Database) private readonly db: Database,
    @Inject(ChangeWatch) private readonly watch: ChangeWatch,
    @Inject(BrowserListener) private readonly browsers: BrowserListener,
  ) {
    this.databasePart = readiness.part('database');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.browsers.listen();
    const { consolePort, consoleUrl } = this.configuration;
    this.logger.info({ consolePort, consoleUrl: consoleUrl.origin }, 'serving browsers');
    this.running = this.openDatabase().catch((error: unknown) => this.failure.fail(error));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    this.watch.stop();
    const { drainTimeoutMs } = this.configuration;
    await finishesWithin(this.browsers.close(), drainTimeoutMs * DRAIN_SHARE.browsers);
    await this.db.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.database });
    await finishesWithin(this.running, drainTimeoutMs * DRAIN_SHARE.running);
  }

  private async openDatabase(): Promise<void> {
    const { db, logger, databasePart: part, stopped } = this;
    const migrated = await waitForPart({
      name: 'database',
      part,
      task: () => migrate(db, { log: logger }),
      isRetriable: (error) => !(error instanceof MigrationError) && isRetriable(error),
      signal: stopped.signal,
      log: logger,
    });
    if (!migrated) return;
    await watchPart({
      part,
      ask: () => db.ping(),
      everyMs: LOOK_EVERY_MS,
      patienceMs: DATABASE_PATIENCE_MS,
      signal: stopped.signal,
    });
  }
}
