import { type DynamicModule, Module } from '@nestjs/common';
import { NO_CRASH_POINTS, type CrashPoints } from '../crash/crash-points';
import { HealthController } from '../health/health.controller';
import { Readiness } from '../health/readiness';
import { type Logger } from '../log/logger';
import { MetricsController } from '../metrics/metrics.controller';
import { Metrics } from '../metrics/metrics';
import { ServiceFailure } from './service-failure';

/** Injection token of the service's Logger. */
export const LOGGER = Symbol('logger');
/** Injection token of the service's CrashPoints. */
export const CRASH = Symbol('crash points');

/** Health, metrics, log and failure, for every module of a service. */
@Module({})
export class RuntimeModule {
  static forService(options: {
    service: string;
    logger: Logger;
    failure?: ServiceFailure;
    crashPoints?: CrashPoints;
  }): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: LOGGER, useValue: options.logger },
        { provide: CRASH, useValue: options.crashPoints ?? NO_CRASH_POINTS },
        { provide: Readiness, useFactory: () => new Readiness() },
        { provide: Metrics, useFactory: () => new Metrics({ service: options.service }) },
        { provide: ServiceFailure, useValue: options.failure ?? new ServiceFailure() },
      ],
      exports: [LOGGER, CRASH, Readiness, Metrics, ServiceFailure],
    };
  }
}
