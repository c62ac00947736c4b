import { fullNameOf } from '../alarms/alarm';

export const DEFAULT_INTERVAL = '1m';

/** Scraped values, and the series of one alarm that fire afterwards. */
export interface AlarmCase {
  title: string;
  alarm: string;
  /** Time between two scrapes and evaluations. */
  interval?: string;
  /** By series, in promtool's notation: `0x10 1x5` is a value and its repetitions. */
  scraped: Readonly<Record<string, string>>;
  at: string;
  /** Labels of each firing series, without alertname, alertstate and severity; none: the alarm is silent. */
  firing: readonly string[];
}

/** Labels that may tell series of one alarm apart. */
const LABELS = ['feed', 'of', 'part', 'reason', 'service'];

/** One test of `promtool test rules`. */
export const promtoolTest = ({
  title,
  alarm,
  interval = DEFAULT_INTERVAL,
  scraped,
  at,
  firing,
}: AlarmCase) => ({
  name: `${alarm}: ${title}`,
  interval,
  input_series: Object.entries(scraped).map(([series, values]) => ({ series, values })),
  promql_expr_test: [
    {
      expr: `sum by (${LABELS.join(', ')}) (ALERTS{alertname="${fullNameOf({ name: alarm })}", alertstate="firing"})`,
      eval_time: at,
      exp_samples: firing.map((labels) => ({ labels: `{${labels}}`, value: 1 })),
    },
  ],
});
