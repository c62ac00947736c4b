import { lowest } from '../rule/statistics';
import { type Feature } from './feature';
import { type HistoryFacts } from './history-facts';
import { type LogWindow } from './log-window';

interface FeatureDefinition extends Feature {
  readonly of: (facts: HistoryFacts) => number;
}

const DAY_MS = 86_400_000;
/** Replaces an unknown age. Such a result is outside every training domain, so the model does not decide on it. */
const UNKNOWN_AGE_YEARS = 60;
const HIGHEST_RISE_UMOL_PER_L = 300;
const HIGHEST_RATIO = 6;
/** A result further from the usual than this (as a logarithm: 1.5 ×) is an event, not variation. */
const ODD_DEVIATION = Math.log(1.5);

const above = (facts: HistoryFacts, reference: number | null): number =>
  reference === null ? 0 : facts.logCurrent - reference;
const flag = (condition: boolean): number => (condition ? 1 : 0);

/** A new value varies around the median of `n` values by √(1 + 1 / n) times the spread of a single value. */
function certainty(values: LogWindow): number {
  return values.length === 0 ? 0 : 1 / Math.sqrt(1 + 1 / values.length);
}

/** The logarithm of the rule's ratio: current over the lower of the 7-day lowest and the 8–365-day median. */
function logRuleRatio(facts: HistoryFacts): number {
  const references = [facts.within7d.lowest, facts.beyond7d.median].filter((value) => value !== null);
  return above(facts, lowest(references));
}

function riseUmolPerL(facts: HistoryFacts): number {
  const from = facts.within48h.lowest;
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
  define('log_ratio_lowest_48h', 'current over lowest of 48 h', (f) => above(f, f.within48h.lowest)),
  define('log_ratio_median_48h', 'current over median of 48 h', (f) => above(f, f.within48h.median)),
  define('log_ratio_lowest_7d', 'current over lowest of 7 d', (f) => above(f, f.within7d.lowest)),
  define('log_ratio_median_7d', 'current over median of 7 d', (f) => above(f, f.within7d.median)),
  define('log_ratio_highest_7d', 'current over highest of 7 d', (f) => above(f, f.within7d.highest)),
  define('log_ratio_median_8_365d', 'current over median of 8–365 d', (f) => above(f, f.beyond7d.median)),
  define('log_ratio_highest_8_365d', 'current over highest of 8–365 d', (f) => above(f, f.beyond7d.highest)),
  define('log_ratio_lowest_365d', 'current over lowest of 365 d', (f) => above(f, f.logs.lowest)),
  define('log_ratio_median_365d', 'current over median of 365 d', (f) => above(f, f.logs.median)),
  define('log_ratio_mean_365d', 'current over geometric mean of 365 d', (f) => above(f, f.logs.mean)),
  define('log_ratio_highest_365d', 'current over highest of 365 d', (f) => above(f, f.logs.highest)),
  define('log_ratio_previous', 'current over the result before', (f) => above(f, f.logPrevious)),
  define('log_previous_over_median', 'the result before over median of 365 d', (f) =>
    f.logPrevious === null ? 0 : f.logPrevious - (f.logs.median ?? f.logPrevious),
  ),
  define('rise_48h_umol_per_l', 'current minus lowest of 48 h, kept within ±300', riseUmolPerL),
  define('log_spread', 'spread of the history around its median, shrunk to 10%', (f) => f.logs.spread()),
  define(
    'score_in_spreads',
    'current above median of 365 d, in spreads',
    (f) => above(f, f.logs.median) / f.logs.spread(),
  ),
  define(
    'log_ratio_allowing_for_count',
    'current over median of 365 d, divided by √(1 + 1 / results): a short history says little of the usual',
    (f) => above(f, f.logs.median) * certainty(f.logs),
  ),
  define(
    'score_allowing_for_count',
    'the same in spreads, one odd result of the history counting little',
    (f) => (above(f, f.logs.median) * certainty(f.logs)) / f.logs.spread(ODD_DEVIATION),
  ),
  define('current_over_median', 'current over median of 365 d, not as a logarithm', (f) =>
    Math.min(HIGHEST_RATIO, Math.exp(above(f, f.logs.median))),
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
