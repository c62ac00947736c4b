import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigurationError } from '../config/configuration.error';
import { type CrashPlan } from '../crash/crash-plan';
import { crashPointsFor } from '../crash/armed-crash-points';
import { type CrashPoints } from '../crash/crash-points';
import { Readiness } from '../health/readiness';
import { createLogger, NestLogger, type Logger } from '../logger';
import { Reload } from './reload';
import { RuntimeModule } from './runtime.module';
import { ServiceFailure } from './service-failure';
import { stopSignals } from './stop-signals';

interface CommonConfiguration {
  checkOnly: boolean;
  version: string;
  revision: string;
  httpHost: string;
  httpPort: number;
  logLevel: string;
  drainTimeoutMs: number;
  crashAt: CrashPlan | undefined;
  crashesAllowed: boolean;
  tracesEndpoint: string | undefined;
  tracesRatio: number;
  heartbeatUrl: string | undefined;
}

export interface ServiceDefinition<C extends CommonConfiguration> {
  name: string;
  /** Reads and checks the whole configuration. @throws ConfigurationError */
  configure: () => C;
  /** Returns the service's own module. It can inject RuntimeModule's exports without importing it. */
  module: (configuration: C, logger: Logger) => Type | DynamicModule;
}

const EXIT_FAILURE = 1;

/**
 * Runs a service until SIGTERM or SIGINT. It checks the whole configuration (exit code 78), serves HTTP at once, and
 * starts parts by their Nest hooks. A stop first makes the service unready, then closes the application (Nest's shutdown
 * hooks drain it), and exits with 0, or with 1 if the drain takes longer than `drainTimeoutMs`.
 */
export async function runService<C extends CommonConfiguration>(
  definition: ServiceDefinition<C>,
): Promise<void> {
  const { configuration, crashPoints } = configured(definition);
  const logger = createLogger({ service: definition.name, level: configuration.logLevel });
  stopSignals.listen();
  stopSignals.onStop((why) => {
    logger.info({ why }, 'stopped before it had started');
    process.exit(0);
  });
  const failure = new ServiceFailure();
  const reload = new Reload();
  const runtime = RuntimeModule.forService({
    service: definition.name,
    release: configuration,
    logger,
    failure,
    reload,
    crashPoints,
    traces: configuration,
    heartbeatUrl: configuration.heartbeatUrl,
  });
  process.on('SIGHUP', () => {
    logger.info('SIGHUP received; reloading settings');
    reload.request();
  });
  class ServiceModule {}
  const root: DynamicModule = {
    module: ServiceModule,
    imports: [runtime, definition.module(configuration, logger)],
  };
  // Signals that came while modules loaded are delivered in the first turn of the event loop, before anything starts.
  await nextTurn();
  try {
    const app = await NestFactory.create(root, {
      logger: new NestLogger(logger),
      forceCloseConnections: true,
      abortOnError: false,
    });
    stopOn({ app, logger, failure, drainTimeoutMs: configuration.drainTimeoutMs });
    await app.listen(configuration.httpPort, configuration.httpHost);
    logger.info({ httpPort: configuration.httpPort }, 'service started');
  } catch (error) {
    logger.fatal({ error }, 'service could not start');
    process.exit(exitCodeOf(error));
  }
}

function configured<C extends CommonConfiguration>(
  definition: ServiceDefinition<C>,
): { configuration: C; crashPoints: CrashPoints } {
  try {
    const configuration = definition.configure();
    const crashPoints = crashPointsFor(configuration);
    if (!configuration.checkOnly) return { configuration, crashPoints };
    process.stdout.write(`${definition.name}: configuration is valid\n`);
    return process.exit(0);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const line of error.message.split('\n')) process.stderr.write(`${definition.name}: ${line}\n`);
    process.exit(error.exitCode);
  }
}

interface Stop {
  app: INestApplication;
  logger: Logger;
  failure: ServiceFailure;
  drainTimeoutMs: number;
}

function stopOn({ app, logger, failure, drainTimeoutMs }: Stop): void {
  let stopping = false;
  const stop = (why: string, code: number): void => {
    if (stopping) return;
    stopping = true;
    app.get(Readiness).stop();
    logger.info({ why, drainTimeoutMs }, 'stopping: unready, draining');
    const late = setTimeout(() => {
      logger.error({ drainTimeoutMs }, 'drain timed out; exiting with work in flight');
      process.exit(EXIT_FAILURE);
    }, drainTimeoutMs);
    app.close().then(
      () => {
        clearTimeout(late);
        logger.info({ exitCode: code }, 'stopped');
        process.exit(code);
      },
      (error: unknown) => {
        logger.error({ error }, 'shutdown failed');
        process.exit(EXIT_FAILURE);
      },
    );
  };
  stopSignals.onStop((signal) => stop(signal, 0));
  const fail = (error: unknown): void => {
    logger.fatal({ error }, 'service failed');
    stop('failure', exitCodeOf(error));
  };
  failure.onFailure(fail);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}

function exitCodeOf(error: unknown): number {
  const code = (error as { exitCode?: unknown } | null)?.exitCode;
  return typeof code === 'number' ? code : EXIT_FAILURE;
}
