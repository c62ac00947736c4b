import { healthyMedianUmolPerL } from '@renwatch/aki';

import { SeededRandom } from '../seeded-random';
import {
  ADMISSIONS_PER_YEAR,
  AKI_PER_ADMISSION,
  BETWEEN_PERSON_SPREAD,
  FREQUENCY_SPREAD,
  VISITS_PER_YEAR,
  WITHIN_PERSON_CV,
  WITHIN_PERSON_CV_SPREAD,
  YEAR_MS,
} from './figures';
import { type Patient } from './patient';

const FIRST_NAMES = {
  F: ['ADA', 'BERYL', 'CLARA', 'DINAH', 'EDITH', 'FLORA', 'GRETA', 'HILDA', 'IRIS', 'JOAN', 'KAY', 'LENA'],
  M: ['ALAN', 'BASIL', 'CYRIL', 'DEREK', 'ERNEST', 'FELIX', 'GILES', 'HUGH', 'IVOR', 'JOHN', 'KEITH', 'LEO'],
} as const;
const LAST_NAMES = [
  'ASH',
  'BECK',
  'COLE',
  'DALE',
  'ELM',
  'FORD',
  'GROVE',
  'HILL',
  'IVES',
  'JAY',
  'KNOLL',
  'LANE',
] as const;

const CHILD_SHARE = 0.08;
const OLDEST_YEARS = 97;
const MRN_SPAN = 900_000_000;
/** Coprime to the span, so that every index has a different MRN. */
const MRN_STEP = 15_485_863;

/** The share of people with CKD, and the relative risk of AKI, by age. */
const AGE_BANDS = [
  { belowYears: 18, ckdShare: 0.01, akiRisk: 0.4 },
  { belowYears: 50, ckdShare: 0.04, akiRisk: 0.6 },
  { belowYears: 70, ckdShare: 0.14, akiRisk: 1.05 },
  { belowYears: Infinity, ckdShare: 0.32, akiRisk: 1.25 },
] as const;
const CKD_AKI_RISK = 1.7;

/** Creates person `index` of a cohort; `ageYears` is the age at `atMs`. */
export function createPatient(given: { seed: string; index: number; atMs: number }): Patient {
  const random = new SeededRandom(`${given.seed}/patient/${given.index}`);
  const sex = random.chance(0.5) ? 'F' : 'M';
  const age = drawAge(random);
  const ageYears = Math.floor(age);
  // At least a day from a birthday, so that a leap year changes nobody's age.
  const bornMs = given.atMs - (ageYears + 0.02 + 0.96 * (age - ageYears)) * YEAR_MS;
  const band = AGE_BANDS.find(({ belowYears }) => age < belowYears) ?? AGE_BANDS[3];
  const ckd = random.chance(band.ckdShare);
  const steady = random.logNormal(healthyMedianUmolPerL(age, sex) * ageing(age), BETWEEN_PERSON_SPREAD);
  const frequency = random.logNormal(Math.exp(-(FREQUENCY_SPREAD ** 2) / 2), FREQUENCY_SPREAD);
  return {
    index: given.index,
    mrn: String(
      100_000_000 + ((given.index * MRN_STEP + new SeededRandom(given.seed).index(MRN_SPAN)) % MRN_SPAN),
    ),
    name: `${pick(random, FIRST_NAMES[sex])} ${pick(random, LAST_NAMES)}`,
    sex,
    birthDate: new Date(bornMs).toISOString().slice(0, 10),
    ageYears,
    ckd,
    baselineUmolPerL: ckd ? steady * random.between(1.3, 3.2) : steady,
    withinPersonCv: random.logNormal(WITHIN_PERSON_CV, WITHIN_PERSON_CV_SPREAD),
    admissionsPerYear: ADMISSIONS_PER_YEAR * frequency,
    visitsPerYear: VISITS_PER_YEAR * frequency,
    akiPerAdmission: Math.min(0.8, AKI_PER_ADMISSION * band.akiRisk * (ckd ? CKD_AKI_RISK : 1)),
  };
}

function drawAge(random: SeededRandom): number {
  if (random.chance(CHILD_SHARE)) return random.between(0, 18);
  for (;;) {
    const age = 62 + 19 * random.normal();
    if (age >= 18 && age < OLDEST_YEARS) return age;
  }
}

/** Creatinine rises slowly from 70 on. */
function ageing(ageYears: number): number {
  return 1 + 0.006 * Math.max(0, ageYears - 70);
}

function pick(random: SeededRandom, items: readonly string[]): string {
  return items[random.index(items.length)] as string;
}
