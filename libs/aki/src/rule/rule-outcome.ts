import { type Comparator } from '../creatinine/comparator';

export type Stage = 0 | 1 | 2 | 3;

/** What decided the stage; stable strings, they are recorded. */
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

/** Which earlier results the baseline stands for. */
export type Reference = 'lowest-48h' | 'lowest-7d' | 'median-365d';

/** What had to be assumed for want of facts; stable strings, they are recorded. */
export type Assumption = 'age-unknown-adult-assumed' | 'sex-unknown-adult-assumed';

export interface RuleOutcome {
  readonly stage: Stage;
  readonly criterion: Criterion;
  /** The laboratory flag, set only where there is no history to compare with; null where the rule compares. */
  readonly flag: 'none' | 'low' | 'high' | null;
  readonly currentUmolPerL: number;
  /** Where the current result is a bound, `<x` or `>x`; empty for a value. */
  readonly currentComparator: Comparator;
  /** What the current result was compared with; null without history. */
  readonly baselineUmolPerL: number | null;
  readonly reference: Reference | null;
  /** Current over baseline, the higher of the rule's two; null where neither window holds a result. */
  readonly ratio: number | null;
  readonly assumptions: readonly Assumption[];
  /** Every earlier result that was looked at, ordered by time, then id. */
  readonly historyIds: readonly string[];
}
