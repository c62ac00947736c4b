import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds, from one millisecond to half a minute: the range from a result to its page. 1 and 3 bound objectives. */
const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 5, 10, 30];

interface MetricOptions<L extends string> {
  name: string;
  /** States who reads the metric and what for. */
  help: string;
  labels?: readonly L[];
}

/** Values of each label. */
type LabelValues<L extends string> = Readonly<Record<L, readonly string[]>>;

interface CounterOptions<L extends string> extends MetricOptions<L> {
  /** Values that are known when the service starts; every combination is exported at 0. */
  known?: LabelValues<L>;
}

/** Exports every combination of the values, at 0 if it has not been counted: an alarm on an increase sees the first rise. */
export function exportAt0<L extends string>(counter: Counter<L>, known: LabelValues<L>): void {
  const labels = Object.entries(known) as [L, readonly string[]][];
  const sets = labels.reduce<Partial<Record<L, string>>[]>(
    (all, [label, values]) => all.flatMap((set) => values.map((value) => ({ ...set, [label]: value }))),
    [{}],
  );
  for (const set of sets) counter.inc(set, 0);
}

/** Creates a service's Prometheus metrics; each name gets the prefix `renwatch_`. */
export class Metrics {
  readonly registry = new Registry();

  constructor(options: { service: string; processMetrics?: boolean }) {
    this.registry.setDefaultLabels({ service: options.service });
    if (options.processMetrics ?? true) collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string = never>({ name, help, labels = [], known }: CounterOptions<L>): Counter<L> {
    const registers = [this.registry];
    const counter = new Counter({ name: `renwatch_${name}`, help, labelNames: labels, registers });
    if (known) exportAt0(counter, known);
    return counter;
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
