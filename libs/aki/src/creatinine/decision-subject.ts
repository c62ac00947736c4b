export type Sex = 'F' | 'M' | 'U';

/** The facts about a patient that a decision needs besides the results. */
export interface DecisionSubject {
  /** `YYYY-MM-DD`; `YYYY-MM` or `YYYY` if no more is known; null if unknown. */
  readonly birthDate: string | null;
  readonly sex: Sex;
}
