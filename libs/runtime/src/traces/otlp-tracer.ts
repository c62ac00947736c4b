import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Context } from '@opentelemetry/api';
import { type NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { finishesWithin } from '@renwatch/timing';
import { type Logger } from '../logger';
import { type Metrics } from '../metrics/metrics';
import { type Release } from '../metrics/runtime.metrics';
import { CountedExporter } from './counted-exporter';
import { formatTraceparent, parseTraceparent } from './traceparent';
import { type Span, type SpanAttributes, type SpanName, type SpanOptions, type Tracer } from './tracer';

export interface OtlpTracerOptions {
  service: string;
  release: Release;
  /** Base URL of the collector; spans go to `/v1/traces` below it. */
  endpoint: string;
  /** Share of the traces that begin here and are exported, 0 to 1. A trace that came from elsewhere keeps its choice. */
  ratio: number;
  /** How long a batch is offered to a collector that is away or busy. Default 5 s. */
  exportTimeoutMs?: number;
  metrics: Metrics;
  logger: Logger;
}

/** Spans above it are dropped: a collector that is slow or away must not fill the memory. */
export const MAX_QUEUED_SPANS = 2_048;
export const MAX_BATCH_SPANS = 512;
/** A stop sends all that waits at once. */
const MAX_REQUESTS = 5;
const QUEUE = {
  maxQueueSize: MAX_QUEUED_SPANS,
  maxExportBatchSize: MAX_BATCH_SPANS,
  scheduledDelayMillis: 500,
};
/** A stop waits no longer for the collector. */
const SHUTDOWN_MS = 500;

const KINDS: Readonly<Record<SpanName, SpanKind>> = {
  frame: SpanKind.SERVER,
  'durable write': SpanKind.PRODUCER,
  decide: SpanKind.CONSUMER,
  rule: SpanKind.INTERNAL,
  model: SpanKind.INTERNAL,
  publish: SpanKind.PRODUCER,
  'page attempt': SpanKind.CLIENT,
};

/** Names of the attributes in a trace; where OpenTelemetry has one, that. */
const NAMES: Readonly<Record<keyof SpanAttributes, string>> = {
  feed: 'renwatch.feed',
  topic: 'messaging.destination.name',
  partition: 'messaging.destination.partition.id',
  offset: 'messaging.kafka.offset',
  messageId: 'renwatch.message.id',
  decisionId: 'renwatch.decision.id',
  alertId: 'renwatch.alert.id',
  bytes: 'messaging.message.body.size',
  batchMessages: 'messaging.batch.message_count',
  decisions: 'renwatch.decisions',
  attempt: 'renwatch.attempt',
};

/** Exports spans as OTLP over HTTP, in batches, from a bounded queue, while the service goes on. */
export class OtlpTracer implements Tracer {
  private readonly tracer;

  private constructor(private readonly provider: NodeTracerProvider) {
    this.tracer = provider.getTracer('renwatch');
  }

  /** Loads OpenTelemetry's SDK, which a service without traces does not need in its memory. */
  static async open(options: OtlpTracerOptions): Promise<OtlpTracer> {
    const { service, release, endpoint, ratio, exportTimeoutMs = 5_000, metrics, logger } = options;
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    const { resourceFromAttributes } = await import('@opentelemetry/resources');
    const sdk = await import('@opentelemetry/sdk-trace-node');
    const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
    const exporter = new OTLPTraceExporter({
      url,
      timeoutMillis: exportTimeoutMs,
      concurrencyLimit: MAX_REQUESTS,
    });
    const counted = new CountedExporter(exporter, metrics, logger);
    const provider = new sdk.NodeTracerProvider({
      resource: resourceFromAttributes({
        'service.name': `renwatch-${service}`,
        'service.version': release.version,
      }),
      sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new sdk.BatchSpanProcessor(counted, { ...QUEUE, exportTimeoutMillis: exportTimeoutMs }),
      ],
    });
    return new OtlpTracer(provider);
  }

  start(name: SpanName, { parent, startMs, attributes = {} }: SpanOptions = {}): Span {
    const span = this.tracer.startSpan(
      name,
      {
        kind: KINDS[name],
        attributes: named(attributes),
        ...(startMs === undefined ? {} : { startTime: startMs }),
      },
      contextOf(parent),
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    const isSampled = (traceFlags & TraceFlags.SAMPLED) === TraceFlags.SAMPLED;
    let hasEnded = false;
    return {
      traceparent: formatTraceparent({ traceId, spanId, isSampled }),
      add: (more) => void span.setAttributes(named(more)),
      end: ({ fault, endMs } = {}) => {
        if (hasEnded) return;
        hasEnded = true;
        if (fault !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: fault });
        span.end(endMs);
      },
    };
  }

  /** Nest calls it after every part has stopped; what the collector does not take in time is dropped. */
  async onApplicationShutdown(): Promise<void> {
    await finishesWithin(this.provider.shutdown(), SHUTDOWN_MS).catch(() => undefined);
  }
}

function contextOf(traceparent: string | undefined): Context {
  const place = traceparent === undefined ? undefined : parseTraceparent(traceparent);
  if (place === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = place;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function named(attributes: SpanAttributes): Record<string, string | number> {
  const entries = Object.entries(attributes) as [keyof SpanAttributes, string | number][];
  return Object.fromEntries(entries.map(([name, value]) => [NAMES[name], value]));
}
