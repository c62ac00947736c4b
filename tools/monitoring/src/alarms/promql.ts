/**
 * PromQL for a counter that rose within `window`. It sees the first event too: of a series that appears with its first
 * event, `increase` knows no earlier value. Such a series counts if its process was already scraped before the window,
 * so that a gap in scraping or a new pod with old counts raises nothing.
 *
 * @param by labels that tell one alarm from another
 */
export function rose(counter: string, { by, window }: { by: readonly string[]; window: string }): string {
  const labels = by.join(', ');
  const increased = `sum by (${labels}) (increase(${counter}[${window}])) > 0`;
  const appeared =
    `sum by (${labels}) ((${counter} unless ${counter} offset ${window}) ` +
    `and on (instance) (renwatch_build_info offset ${window})) > 0`;
  return `${increased} or ${appeared}`;
}

export interface BurnRate {
  /** Name of the histogram, without `_bucket`. */
  histogram: string;
  /** Upper bound in seconds of what is good; a bucket of the histogram. */
  goodUntilSeconds: number;
  /** Share that must be good over 28 days, such as 0.99. */
  objective: number;
}

/**
 * PromQL for an objective whose error budget is used up too fast: by 14.4 times over an hour (2 % of the budget of 28
 * days) or by 6 times over six hours (5 %), each still so in its last twelfth. The pairs are those of the SRE Workbook,
 * chapter 5.
 */
export function burnsTooFast(rate: BurnRate): string {
  const pairs = [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ];
  return pairs
    .map(({ factor, long, short }) => {
      const limit = Number((factor * (1 - rate.objective)).toFixed(6));
      return `(${badShare(rate, long)} > ${limit} and ${badShare(rate, short)} > ${limit})`;
    })
    .join(' or ');
}

/**
 * PromQL for the share of slow ones within a window: 0 to 1, not a number if there were none. Prometheus 3 stores a whole
 * bound as `3.0`, earlier versions as it was scraped, `3`.
 */
export const badShare = ({ histogram, goodUntilSeconds }: BurnRate, window: string): string =>
  `(1 - sum(rate(${histogram}_bucket{le=~"${goodUntilSeconds}([.]0)?"}[${window}])) ` +
  `/ sum(rate(${histogram}_count[${window}])))`;
