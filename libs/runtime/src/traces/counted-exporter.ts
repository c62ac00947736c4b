import { type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { type Logger } from '../logger';
import { type Metrics } from '../metrics/metrics';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

const EXPORTED = 0;

/** Counts the spans that the collector took or did not take, and logs when that changes. */
export class CountedExporter implements SpanExporter {
  private readonly spans;
  private isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.spans = metrics.counter({
      name: 'traces_spans_total',
      help: 'Spans by what became of them (exported, failed); operators see that a collector does not take them. Absent while traces are off.',
      labels: ['outcome'],
      known: { outcome: ['exported', 'failed'] },
    });
  }

  export(spans: ReadableSpan[], done: (result: Result) => void): void {
    this.exporter.export(spans, (result) => {
      const isFailed = result.code !== EXPORTED;
      this.spans.inc({ outcome: isFailed ? 'failed' : 'exported' }, spans.length);
      if (isFailed && !this.isFailing)
        this.logger.warn({ error: result.error }, 'the collector does not take traces; they are dropped');
      if (!isFailed && this.isFailing) this.logger.info('the collector takes traces again');
      this.isFailing = isFailed;
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}
