import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds, from one millisecond to half a minute: the range from a result to its page. */
const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface MetricOptions<L extends string> {
  name: string;
  /** States who reads the metric and what for. */
  help: string;
  labels?: readonly L[];
}

/** Creates a service's Prometheus metrics; each name gets the prefix `renwatch_`. */
export class Metrics {
  readonly registry = new Registry();

  constructor(options: { service: string; processMetrics?: boolean }) {
    this.registry.setDefaultLabels({ service: options.service });
    if (options.processMetrics ?? true) collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string = never>({ name, help, labels = [] }: MetricOptions<L>): Counter<L> {
    return new Counter({ name: `renwatch_${name}`, help, labelNames: labels, registers: [this.registry] });
  }

  /** `collect` sets the value whenever the gauge is read. */
  gauge<L extends string = never>(
    options: MetricOptions<L> & { collect?: (gauge: Gauge<L>) => void },
  ): Gauge<L> {
    const { name, help, labels = [], collect } = options;
    return new Gauge({
      name: `renwatch_${name}`,
      help,
      labelNames: labels,
      registers: [this.registry],
      ...(collect
        ? {
            collect(this: Gauge<L>) {
              collect(this);
            },
          }
        : {}),
    });
  }

  histogram<L extends string = never>(
    options: MetricOptions<L> & { buckets?: readonly number[] },
  ): Histogram<L> {
    const { name, help, labels = [], buckets = LATENCY_BUCKETS_S } = options;
    return new Histogram({
      name: `renwatch_${name}`,
      help,
      labelNames: labels,
      buckets: [...buckets],
      registers: [this.registry],
    });
  }
}
