export type Sex = 'F' | 'M' | 'U';

/** What a decision needs to know of the patient beside the results. */
export interface DecisionSubject {
  /** `YYYY-MM-DD`, or null when unknown. */
  readonly birthDate: string | null;
  readonly sex: Sex;
}
