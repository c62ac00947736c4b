import { type Sex } from '@renwatch/aki';

/** A synthetic person, generated from the seed. */
export interface Patient {
  readonly index: number;
  /** Nine digits, unique within a cohort. */
  readonly mrn: string;
  readonly name: string;
  readonly sex: Exclude<Sex, 'U'>;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** Full years at the cohort's start. */
  readonly ageYears: number;
  readonly ckd: boolean;
  /** Usual creatinine of this person, µmol/L. */
  readonly baselineUmolPerL: number;
  /** Coefficient of variation of the person's own creatinine from day to day. */
  readonly withinPersonCv: number;
  readonly admissionsPerYear: number;
  readonly visitsPerYear: number;
  /** Chance that an admission comes with AKI. */
  readonly akiPerAdmission: number;
}
