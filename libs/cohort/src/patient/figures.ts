/** An 800-bed hospital admits about 20 patients a day. */
export const ADMISSIONS_PER_BED_DAY = 20 / 800;

/** Means over all people; the spread is that of the logarithm. */
export const ADMISSIONS_PER_YEAR = 1.6;
export const VISITS_PER_YEAR = 0.6;
export const FREQUENCY_SPREAD = 0.6;

/** Creatinine in health: central 95% within about 0.70 to 1.30 of the median (Pottel et al. 2008). */
export const BETWEEN_PERSON_SPREAD = 0.15;
/**
 * Median CV within a person 5.2%, analytical CV 2.4–2.5%. The spread between people is such that noise alone gives the
 * published share of false AKI after four draws (CJASN 10: 1723).
 */
export const WITHIN_PERSON_CV = 0.052;
export const WITHIN_PERSON_CV_SPREAD = 0.75;
export const ANALYTICAL_CV = 0.0245;

/** AKI in 10.7% of admissions: stages 7.2, 2.2 and 1.3%. */
export const AKI_PER_ADMISSION = 0.107;
export const STAGE_SHARES = [7.2 / 10.7, 2.2 / 10.7, 1.3 / 10.7] as const;
export const COMMUNITY_ACQUIRED_SHARE = 0.5;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const YEAR_MS = 365.25 * DAY_MS;
