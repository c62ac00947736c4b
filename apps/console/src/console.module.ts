import path from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import { LOGGER, type Logger, Metrics } from '@renwatch/runtime';
import { activityRepository, Database, openDatabase } from '@renwatch/store';
import { ACCESS_OPTIONS, type AccessOptions } from './access/access-options';
import { AccessGuard } from './access/access.guard';
import { LoginDesk } from './access/login.desk';
import { SessionController } from './access/session.controller';
import { CONFIGURATION, type ConsoleConfiguration } from './config';
import { ConsoleLifecycle } from './console.lifecycle';
import { BrowserListener } from './http/browser.listener';
import { ProblemFilter } from './problem.filter';
import { WebFiles } from './http/web-files';
import { ChangeWatch } from './live/change.watch';
import { EventsController } from './live/events.controller';
import { AuditedReader } from './screens/audited.reader';
import { DecisionController } from './screens/decision.controller';
import { FeedsController } from './screens/feeds.controller';
import { PatientController } from './screens/patient.controller';
import { WorklistController } from './screens/worklist.controller';
import { ConsoleMetrics } from './telemetry/console.metrics';

const WEB_FOLDER = path.join(__dirname, '..', '..', 'console-web', 'dist', 'public');
const STATEMENT_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
const MAX_EVENT_STREAMS = 500;
const MAX_EVENT_STREAMS_OF_ACCOUNT = 20;

/** Composes the console; nothing connects before ConsoleLifecycle starts it. */
@Module({})
export class ConsoleModule {
  static forConfiguration(configuration: ConsoleConfiguration): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [
        SessionController,
        WorklistController,
        PatientController,
        DecisionController,
        FeedsController,
        EventsController,
      ],
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: ACCESS_OPTIONS, inject: [CONFIGURATION], useFactory: accessOptions },
        { provide: ConsoleMetrics, inject: [Metrics, LOGGER], useFactory: consoleMetrics },
        { provide: Database, inject: [CONFIGURATION, LOGGER], useFactory: database },
        { provide: LoginDesk, inject: [Database, ConsoleMetrics], useFactory: loginDesk },
        { provide: AuditedReader, inject: [Database], useFactory: (db: Database) => new AuditedReader(db) },
        { provide: ChangeWatch, inject: [Database, ConsoleMetrics], useFactory: changeWatch },
        { provide: BrowserListener, inject: [CONFIGURATION, HttpAdapterHost], useFactory: browserListener },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ConsoleLifecycle,
      ],
    };
  }
}

function accessOptions({ consoleUrl, timezone }: ConsoleConfiguration): AccessOptions {
  return { isSecure: consoleUrl.protocol === 'https:', timezone };
}

function consoleMetrics(metrics: Metrics, logger: Logger): ConsoleMetrics {
  return new ConsoleMetrics(metrics, logger);
}

function database({ databaseUrl, databaseConnections }: ConsoleConfiguration, logger: Logger): Database {
  return openDatabase({
    url: databaseUrl,
    applicationName: 'renwatch-console',
    maxConnections: databaseConnections,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onError: (error) => logger.warn({ error }, 'database connection lost'),
  });
}

function loginDesk(db: Database, events: ConsoleMetrics): LoginDesk {
  return new LoginDesk({ db, events });
}

function changeWatch(db: Database, events: ConsoleMetrics): ChangeWatch {
  return new ChangeWatch({
    reader: { changes: (options) => activityRepository.changes(db, options) },
    events,
    everyMs: LOOK_EVERY_MS,
    maxListeners: MAX_EVENT_STREAMS,
    maxListenersOfAccount: MAX_EVENT_STREAMS_OF_ACCOUNT,
  });
}

function browserListener(
  { consoleHost: host, consolePort: port, consoleUrl }: ConsoleConfiguration,
  { httpAdapter }: HttpAdapterHost,
): BrowserListener {
  return new BrowserListener({
    ...{ host, port, url: consoleUrl },
    files: new WebFiles(WEB_FOLDER),
    api: httpAdapter.getInstance(),
  });
}
