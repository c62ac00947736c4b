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

/** PromQL for a counter that rose within a day, after a week in which it did not. */
export function began(counter: string, { by }: { by: readonly string[] }): string {
  const before = `sum by (${by.join(', ')}) (increase(${counter}[7d] offset 1d)) > 0`;
  return `(${rose(counter, { by, window: '1d' })}) unless ${before}`;
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
 * PromQL for an objective whose error budget is used up too fast: by 14.4 times over an hour (about 2 % of the budget of
 * 28 days) or by 6 times over six hours (about 5 %), each still so in its last twelfth. The pairs are those of the SRE
 * Workbook, chapter 5. A single slow one raises nothing: of a handful in an hour it would be a large share.
 */
export function burnsTooFast(rate: BurnRate): string {
  const pairs = [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ];
  return pairs
    .map(({ factor, long, short }) => {
      const limit = Number((factor * (1 - rate.objective)).toFixed(6));
      const isFast = `${badShare(rate, long)} > ${limit} and ${badShare(rate, short)} > ${limit}`;
      return `(${isFast} and ${badCount(rate, long)} > ${SINGLE})`;
    })
    .join(' or ');
}

/** Between one and two: `increase` extrapolates, so that one event counts as a little more. */
const SINGLE = 1.5;

const goodBucket = ({ histogram, goodUntilSeconds }: BurnRate): string =>
  `${histogram}_bucket{le=~"${goodUntilSeconds}([.]0)?"}`;

/**
 * PromQL for the share of slow ones within a window: 0 to 1, not a number if there were none. Prometheus 3 stores a whole
 * bound as `3.0`, earlier versions as it was scraped, `3`.
 */
export const badShare = (rate: BurnRate, window: string): string =>
  `(1 - sum(rate(${goodBucket(rate)}[${window}])) / sum(rate(${rate.histogram}_count[${window}])))`;

const badCount = (rate: BurnRate, window: string): string =>
  `sum(increase(${rate.histogram}_count[${window}])) - sum(increase(${goodBucket(rate)}[${window}]))`;
