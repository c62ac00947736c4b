import { ageSpan } from '../creatinine/age-years';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type Assumption } from './rule-outcome';

/** The first full year of an adult. */
const ADULT_FROM_YEARS = 18;

export interface BranchAge {
  /** The age that reference limits go by, the youngest of a birth date in part; null if age or sex is unknown. */
  readonly years: number | null;
  /** True if the adult branch decides; also if age or sex is unknown. */
  readonly mayBeAdult: boolean;
  /** True if the child branch decides. A birth date in part may allow both: then the higher stage counts. */
  readonly mayBeChild: boolean;
  readonly assumptions: readonly Assumption[];
}

/** Chooses the branches of a rule for a patient at a moment, and lists the assumptions made. */
export function branchAge(subject: DecisionSubject, atMs: number): BranchAge {
  const span = ageSpan(subject, atMs);
  const sexUnknown = subject.sex === 'U';
  const known = sexUnknown ? null : span;
  const mayBeAdult = known === null || known.oldest >= ADULT_FROM_YEARS;
  const mayBeChild = known !== null && known.youngest < ADULT_FROM_YEARS;
  return {
    years: known?.youngest ?? null,
    mayBeAdult,
    mayBeChild,
    assumptions: [
      ...(span === null ? (['age-unknown-adult-assumed'] as const) : []),
      ...(sexUnknown ? (['sex-unknown-adult-assumed'] as const) : []),
      ...(mayBeAdult && mayBeChild ? (['age-17-or-18-higher-stage'] as const) : []),
    ],
  };
}
