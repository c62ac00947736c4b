import { lowest, median } from '../rule/statistics';
import { type Feature } from './feature';
import { type HistoryFacts, meanOf } from './history-facts';

interface FeatureDefinition extends Feature {
  readonly of: (facts: HistoryFacts) => number;
}

const DAY_MS = 86_400_000;
/** Replaces an unknown age. Such a result is outside every training domain, so the model does not decide on it. */
const UNKNOWN_AGE_YEARS = 60;
/** Within-person plus analytical variation (CV 5.2% and 2.5%, rounded up); short histories are shrunk towards it. */
const PRIOR_SPREAD = 0.1;
const PRIOR_WEIGHT = 4;
const HIGHEST_RISE_UMOL_PER_L = 300;
const HIGHEST_RATIO = 6;
/** A result further from the usual than this (as a logarithm: 1.5 ×) is an event, not variation. */
const ODD_DEVIATION = Math.log(1.5);

const above = (facts: HistoryFacts, reference: number | null): number =>
  reference === null ? 0 : facts.logCurrent - reference;
const highest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : meanOf(values));
const flag = (condition: boolean): number => (condition ? 1 : 0);

function spread(values: readonly number[], furthest = Infinity): number {
  const centre = median(values) ?? 0;
  const squares = values.reduce((sum, value) => sum + Math.min(furthest, Math.abs(value - centre)) ** 2, 0);
  return Math.sqrt((squares + PRIOR_WEIGHT * PRIOR_SPREAD ** 2) / (values.length + PRIOR_WEIGHT));
}

/** A new value varies around the median of `n` values by √(1 + 1 / n) times the spread of a single value. */
function certainty(values: readonly number[]): number {
  return values.length === 0 ? 0 : 1 / Math.sqrt(1 + 1 / values.length);
}

/** The logarithm of the rule's ratio: current over the lower of the 7-day lowest and the 8–365-day median. */
function logRuleRatio(facts: HistoryFacts): number {
  const references = [lowest(facts.within7d), median(facts.beyond7d)].filter((value) => value !== null);
  return above(facts, lowest(references));
}

function riseUmolPerL(facts: HistoryFacts): number {
  const from = lowest(facts.within48h);
  if (from === null) return 0;
  const rise = facts.current.umolPerL - Math.exp(from);
  return Math.max(-HIGHEST_RISE_UMOL_PER_L, Math.min(HIGHEST_RISE_UMOL_PER_L, rise));
}

const define = (
  name: string,
  description: string,
  of: (facts: HistoryFacts) => number,
): FeatureDefinition => ({
  name,
  description,
  of,
});

/** Ratios are natural logarithms. A missing window gives 0; its `has_…` feature distinguishes that from no change. */
export const FEATURE_DEFINITIONS: readonly FeatureDefinition[] = [
  define('age_years', 'age in full years', (f) => f.ageYears ?? UNKNOWN_AGE_YEARS),
  define('is_child', 'younger than 18', (f) => flag(f.ageYears !== null && f.ageYears < 18)),
  define('is_male', '1 male, 0 female, 0.5 unknown', (f) => (f.sex === 'M' ? 1 : f.sex === 'F' ? 0 : 0.5)),
  define('log_current', 'current result', (f) => f.logCurrent),
  define('log_ratio_rule', 'current over the lower of lowest 7 d and median 8–365 d', logRuleRatio),
  define('log_ratio_lowest_48h', 'current over lowest of 48 h', (f) => above(f, lowest(f.within48h))),
  define('log_ratio_median_48h', 'current over median of 48 h', (f) => above(f, median(f.within48h))),
  define('log_ratio_lowest_7d', 'current over lowest of 7 d', (f) => above(f, lowest(f.within7d))),
  define('log_ratio_median_7d', 'current over median of 7 d', (f) => above(f, median(f.within7d))),
  define('log_ratio_highest_7d', 'current over highest of 7 d', (f) => above(f, highest(f.within7d))),
  define('log_ratio_median_8_365d', 'current over median of 8–365 d', (f) => above(f, median(f.beyond7d))),
  define('log_ratio_highest_8_365d', 'current over highest of 8–365 d', (f) => above(f, highest(f.beyond7d))),
  define('log_ratio_lowest_365d', 'current over lowest of 365 d', (f) => above(f, lowest(f.logs))),
  define('log_ratio_median_365d', 'current over median of 365 d', (f) => above(f, median(f.logs))),
  define('log_ratio_mean_365d', 'current over geometric mean of 365 d', (f) => above(f, mean(f.logs))),
  define('log_ratio_highest_365d', 'current over highest of 365 d', (f) => above(f, highest(f.logs))),
  define('log_ratio_previous', 'current over the result before', (f) => above(f, f.logPrevious)),
  define('log_previous_over_median', 'the result before over median of 365 d', (f) =>
    f.logPrevious === null ? 0 : f.logPrevious - (median(f.logs) ?? f.logPrevious),
  ),
  define('rise_48h_umol_per_l', 'current minus lowest of 48 h, kept within ±300', riseUmolPerL),
  define('log_spread', 'spread of the history around its median, shrunk to 10%', (f) => spread(f.logs)),
  define(
    'score_in_spreads',
    'current above median of 365 d, in spreads',
    (f) => above(f, median(f.logs)) / spread(f.logs),
  ),
  define(
    'log_ratio_allowing_for_count',
    'current over median of 365 d, divided by √(1 + 1 / results): a short history says little of the usual',
    (f) => above(f, median(f.logs)) * certainty(f.logs),
  ),
  define(
    'score_allowing_for_count',
    'the same in spreads, one odd result of the history counting little',
    (f) => (above(f, median(f.logs)) * certainty(f.logs)) / spread(f.logs, ODD_DEVIATION),
  ),
  define('current_over_median', 'current over median of 365 d, not as a logarithm', (f) =>
    Math.min(HIGHEST_RATIO, Math.exp(above(f, median(f.logs)))),
  ),
  define('inverse_count_365d', '1 / results in 365 d', (f) => (f.logs.length === 0 ? 1 : 1 / f.logs.length)),
  define('log_count_365d', 'how many results in 365 d', (f) => Math.log1p(f.logs.length)),
  define('log_count_7d', 'how many results in 7 d', (f) => Math.log1p(f.within7d.length)),
  define('log_days_since_previous', 'days since the result before', (f) =>
    f.sincePreviousMs === null ? Math.log1p(365) : Math.log1p(f.sincePreviousMs / DAY_MS),
  ),
  define('has_48h', 'some result in 48 h', (f) => flag(f.within48h.length > 0)),
  define('has_7d', 'some result in 7 d', (f) => flag(f.within7d.length > 0)),
  define('has_8_365d', 'some result in 8–365 d', (f) => flag(f.beyond7d.length > 0)),
];
