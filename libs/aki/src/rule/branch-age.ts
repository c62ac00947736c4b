import { ageYears } from '../creatinine/age-years';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type Assumption } from './rule-outcome';

/** The first full year of an adult. */
const ADULT_FROM_YEARS = 18;

export interface BranchAge {
  /** By which a rule decides; null where age or sex is unknown. */
  readonly years: number | null;
  /** Whose branch decides: an adult's where age or sex is unknown. */
  readonly adult: boolean;
  readonly assumptions: readonly Assumption[];
}

/** Whose branch of a rule a patient is judged by at a moment, and what had to be assumed for it. */
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
