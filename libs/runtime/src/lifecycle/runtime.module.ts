import { type DynamicModule, Module } from '@nestjs/common';
import { NO_CRASH_POINTS, type CrashPoints } from '../crash/crash-points';
import { Heartbeat } from './heartbeat';
import { Readiness } from '../health/readiness';
import { type Logger } from '../logger';
import { Metrics } from '../metrics/metrics';
import { exportRuntime, type Release } from '../metrics/runtime.metrics';
import { OtlpTracer } from '../traces/otlp-tracer';
import { NO_TRACES, type Tracer } from '../traces/tracer';
import { OperationsController } from './operations.controller';
import { Reload } from './reload';
import { ServiceFailure } from './service-failure';

/** Injection token of the service's Logger. */
export const LOGGER = Symbol('logger');
/** Injection token of the service's CrashPoints. */
export const CRASH = Symbol('crash points');
/** Injection token of the service's Tracer. */
export const TRACER = Symbol('tracer');

/** Nobody injects it: Nest starts and stops it. */
const HEARTBEAT = Symbol('heartbeat');

const UNKNOWN_RELEASE: Release = { version: 'unknown', revision: 'unknown' };

export interface RuntimeOptions {
  service: string;
  release?: Release;
  logger: Logger;
  failure?: ServiceFailure;
  reload?: Reload;
  crashPoints?: CrashPoints;
  traces?: TraceSettings;
  /** Asked while the service is ready; undefined: none. */
  heartbeatUrl?: string | undefined;
}

interface TraceSettings {
  /** Base URL of the collector; undefined: no traces. */
  tracesEndpoint: string | undefined;
  tracesRatio: number;
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
        { provide: HEARTBEAT, inject: [Readiness, Metrics], useFactory: heartbeatOf(options) },
        { provide: TRACER, inject: [Metrics], useFactory: (metrics: Metrics) => tracer(options, metrics) },
      ],
      exports: [LOGGER, CRASH, TRACER, Readiness, Metrics, ServiceFailure, Reload],
    };
  }
}

function heartbeatOf({ heartbeatUrl: url, logger }: RuntimeOptions) {
  return (readiness: Readiness, metrics: Metrics): object =>
    url === undefined ? {} : new Heartbeat({ url, isReady: () => readiness.isReady, metrics, logger });
}

async function tracer(
  { service, release = UNKNOWN_RELEASE, logger, traces }: RuntimeOptions,
  metrics: Metrics,
): Promise<Tracer> {
  if (traces?.tracesEndpoint === undefined) return NO_TRACES;
  const { tracesEndpoint: endpoint, tracesRatio: ratio } = traces;
  return OtlpTracer.open({ service, release, endpoint, ratio, metrics, logger });
}
