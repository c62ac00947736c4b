import { parser } from '@prometheus-io/lezer-promql';

/** Buckets, count and sum are series of one histogram. */
const HISTOGRAM_SERIES = /_(bucket|count|sum)$/;

/**
 * Returns the names of the metrics that a PromQL expression reads; a histogram by its own name.
 *
 * @throws Error with the expression if it is no PromQL
 */
export function metricsIn(expr: string): string[] {
  const names = new Set<string>();
  parser.parse(expr).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new Error(`no PromQL at character ${from}: ${expr}`);
      if (type.name === 'Identifier') names.add(expr.slice(from, to).replace(HISTOGRAM_SERIES, ''));
    },
  });
  return [...names].sort();
}
