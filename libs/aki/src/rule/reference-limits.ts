import { type Sex } from '../creatinine/decision-subject';

export interface ReferenceLimits {
  readonly lowerUmolPerL: number;
  readonly upperUmolPerL: number;
}

/** Looks up a laboratory's own limits; `ageYears` is null if unknown. */
export type ReferenceLimitsOf = (ageYears: number | null, sex: Sex) => ReferenceLimits;

const UMOL_PER_L_IN_ONE_MG_PER_DL = 88.42;
const CHILD_BELOW_YEARS = 14;
const GROWN_FROM_YEARS = 20;
const MEAN_AT_BIRTH_MG_PER_DL = 0.2329;
const MEAN_RISE_MG_PER_DL_YEAR = 0.027;
/** Median creatinine of healthy people from 20 to 70 years. */
const GROWN_MEAN_MG_PER_DL = { F: 0.7, M: 0.9 } as const;
/** The central 95% of healthy people lie between these multiples of the median. */
const LOWER_MULTIPLE = 0.67;
const UPPER_MULTIPLE = 1.33;

/** Median creatinine of healthy people of an age and sex, µmol/L (Pottel et al., Clin Chim Acta 2008; 396: 49). */
export function healthyMedianUmolPerL(ageYears: number | null, sex: 'F' | 'M'): number {
  const child = (age: number) => MEAN_AT_BIRTH_MG_PER_DL + MEAN_RISE_MG_PER_DL_YEAR * age;
  const grown = GROWN_MEAN_MG_PER_DL[sex];
  const years = Math.min(ageYears ?? GROWN_FROM_YEARS, GROWN_FROM_YEARS);
  const share = Math.max(0, years - CHILD_BELOW_YEARS) / (GROWN_FROM_YEARS - CHILD_BELOW_YEARS);
  const mgPerDl =
    years < CHILD_BELOW_YEARS ? child(years) : child(CHILD_BELOW_YEARS) * (1 - share) + grown * share;
  return mgPerDl * UMOL_PER_L_IN_ONE_MG_PER_DL;
}

/**
 * Default limits: 0.67 to 1.33 × the median of healthy people (Pottel et al., Nephrol Dial
 * Transplant 2016; 31: 798). They decide only the flag of a first result and the children's stage 3. If the
 * age is unknown, an adult's; if the sex is unknown, from the lower of the two to the upper, so that a flag is right for
 * both.
 */
export const populationReferenceLimits: ReferenceLimitsOf = (ageYears, sex) => ({
  lowerUmolPerL: LOWER_MULTIPLE * healthyMedianUmolPerL(ageYears, sex === 'M' ? 'M' : 'F'),
  upperUmolPerL: UPPER_MULTIPLE * healthyMedianUmolPerL(ageYears, sex === 'F' ? 'F' : 'M'),
});
