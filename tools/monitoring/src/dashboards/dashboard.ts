/** A query of a panel, and how its series are named. */
export interface Query {
  /** PromQL, without variables of Grafana, so that a test can run it. */
  expr: string;
  /** Grafana's template of a series' name, such as `{{feed}}`. */
  legend: string;
}

export interface Panel {
  title: string;
  /** Tells a reader what is shown, and when to worry. */
  description: string;
  /** `now` is one number for each series, `time` a curve. */
  kind: 'now' | 'time';
  /** Unit by Grafana's name, such as `s`, `percentunit`, `short`. */
  unit: string;
  /** Value from which the panel turns red: the constant of an alarm. */
  redFrom?: number;
  queries: readonly Query[];
}

export interface Dashboard {
  /** Stable, for links; also the file's name. */
  uid: string;
  title: string;
  rows: readonly { title: string; panels: readonly Panel[] }[];
}

/** PromQL for a rate by some labels over five minutes. */
export const ratePerSecond = (counter: string, by: readonly string[]): string =>
  `sum by (${by.join(', ')}) (rate(${counter}[5m]))`;

/** Curves of p50, p90 and p99 of a histogram over five minutes. */
export const quantiles = (histogram: string): Query[] =>
  [0.5, 0.9, 0.99].map((quantile) => ({
    expr: `histogram_quantile(${quantile}, sum by (le) (rate(${histogram}_bucket[5m])))`,
    legend: `p${quantile * 100}`,
  }));
