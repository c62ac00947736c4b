import { type DynamicModule, Module } from '@nestjs/common';
import { NO_CRASH_POINTS, type CrashPoints } from '../crash/crash-points';
import { Readiness } from '../health/readiness';
import { type Logger } from '../logger';
import { Metrics } from '../metrics/metrics';
import { exportRuntime, type Release } from '../metrics/runtime.metrics';
import { OperationsController } from './operations.controller';
import { Reload } from './reload';
import { ServiceFailure } from './service-failure';

/** Injection token of the service's Logger. */
export const LOGGER = Symbol('logger');
/** Injection token of the service's CrashPoints. */
export const CRASH = Symbol('crash points');

const UNKNOWN_RELEASE: Release = { version: 'unknown', revision: 'unknown' };

export interface RuntimeOptions {
  service: string;
  release?: Release;
  logger: Logger;
  failure?: ServiceFailure;
  reload?: Reload;
  crashPoints?: CrashPoints;
}

/** Provides health, metrics, log, reload and failure to every module of a service. */
@Module({})
export class RuntimeModule {
  static forService(options: RuntimeOptions): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      controllers: [OperationsController],
      providers: [
        { provide: LOGGER, useValue: options.logger },
        { provide: CRASH, useValue: options.crashPoints ?? NO_CRASH_POINTS },
        { provide: Readiness, useFactory: () => new Readiness() },
        {
          provide: Metrics,
          inject: [Readiness],
          useFactory: (readiness: Readiness) => {
            const metrics = new Metrics({ service: options.service });
            exportRuntime(metrics, readiness, options.release ?? UNKNOWN_RELEASE);
            return metrics;
          },
        },
        { provide: ServiceFailure, useValue: options.failure ?? new ServiceFailure() },
        { provide: Reload, useValue: options.reload ?? new Reload() },
      ],
      exports: [LOGGER, CRASH, Readiness, Metrics, ServiceFailure, Reload],
    };
  }
}
