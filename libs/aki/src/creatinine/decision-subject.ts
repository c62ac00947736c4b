export type Sex = 'F' | 'M' | 'U';

/** The facts about a patient that a decision needs besides the results. */
export interface DecisionSubject {
  /** `YYYY-MM-DD`, or null if unknown. */
  readonly birthDate: string | null;
  readonly sex: Sex;
}
