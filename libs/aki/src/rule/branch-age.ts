import { ageYears } from '../creatinine/age-years';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type Assumption } from './rule-outcome';

/** The first full year of an adult. */
const ADULT_FROM_YEARS = 18;

export interface BranchAge {
  /** The age that a rule decides by; null if age or sex is unknown. */
  readonly years: number | null;
  /** True if the adult branch decides; also if age or sex is unknown. */
  readonly adult: boolean;
  readonly assumptions: readonly Assumption[];
}

/** Chooses the branch of a rule for a patient at a moment, and lists the assumptions made. */
export function branchAge(subject: DecisionSubject, atMs: number): BranchAge {
  const age = ageYears(subject, atMs);
  const sexUnknown = subject.sex === 'U';
  const years = sexUnknown ? null : age;
  return {
    years,
    adult: years === null || years >= ADULT_FROM_YEARS,
    assumptions: [
      ...(age === null ? (['age-unknown-adult-assumed'] as const) : []),
      ...(sexUnknown ? (['sex-unknown-adult-assumed'] as const) : []),
    ],
  };
}
