import { type Comparator } from '../creatinine/comparator';

export type Stage = 0 | 1 | 2 | 3;

/** The criterion that decided the stage. Stable strings: they are recorded. */
export type Criterion =
  | 'no-history'
  | 'no-recent-history'
  | 'ratio-7d'
  | 'ratio-365d'
  | 'rise-48h'
  | 'absolute-354'
  | 'absolute-353.6'
  | 'paediatric-3x-limit'
  | 'none';

/** The earlier results that the baseline stands for. */
export type Reference = 'lowest-48h' | 'lowest-7d' | 'median-365d';

/** An assumption made because a fact is unknown. Stable strings: they are recorded. */
export type Assumption =
  'age-unknown-adult-assumed' | 'sex-unknown-adult-assumed' | 'age-17-or-18-higher-stage';

export interface RuleOutcome {
  readonly stage: Stage;
  readonly criterion: Criterion;
  /** The laboratory flag, set only if there is no history to compare with; null if the rule compares. */
  readonly flag: 'none' | 'low' | 'high' | null;
  readonly currentUmolPerL: number;
  /** Set if the current result is a bound, `<x` or `>x`; empty for a value. */
  readonly currentComparator: Comparator;
  /** The value that the current result was compared with; null without history. */
  readonly baselineUmolPerL: number | null;
  readonly reference: Reference | null;
  /** Current over baseline, the higher of the rule's two ratios; null if neither window holds a result. */
  readonly ratio: number | null;
  readonly assumptions: readonly Assumption[];
  /** Every earlier result that was used, sorted by time, then id. */
  readonly historyIds: readonly string[];
}
