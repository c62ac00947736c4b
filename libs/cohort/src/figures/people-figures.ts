import { type Patient } from '../patient/patient';
import { SeededRandom } from '../seeded-random';
import { type Cohort } from '../stream/cohort';
import { measuredUmolPerL } from '../timeline/measured';
import { type FigureKey } from './published-figures';

const UMOL_PER_L_IN_ONE_MG_PER_DL = 88.42;
const DRAWS = 4;
/** KDIGO: a rise of 0.3 mg/dL, or to 1.5 times. */
const FALSE_RISE_UMOL_PER_L = 26.5;
const FALSE_RATIO = 1.5;
const REPEATED_SAMPLES = 2000;

type PeopleKey = Exclude<FigureKey, `${string}PerDay` | `${string}Share` | 'alertsPerAki'>;

/** Creatinine of the people of a cohort without an injury, and its variation. */
export function peopleFigures(cohort: Cohort, seed: string): Record<PeopleKey, number> {
  const people = Array.from({ length: cohort.patientCount }, (_, index) => cohort.patient(index));
  const random = new SeededRandom(`${seed}/figures`);
  const men = inHealth(people, 'M');
  const women = inHealth(people, 'F');
  const cvs = people.map(({ withinPersonCv }) => 100 * withinPersonCv).sort((a, b) => a - b);
  const repeats = Array.from({ length: REPEATED_SAMPLES }, () =>
    Math.log(measuredUmolPerL({ trueUmolPerL: 80, withinPersonCv: 0, random })),
  );
  const falseCount = people.filter((person) => looksLikeAki(person, random)).length;
  return {
    meanMale: mean(men),
    lowMale: quantile(men, 0.025),
    highMale: quantile(men, 0.975),
    meanFemale: mean(women),
    lowFemale: quantile(women, 0.025),
    highFemale: quantile(women, 0.975),
    withinPersonCv: quantile(cvs, 0.5),
    analyticalCv: 100 * deviation(repeats),
    falseAki: (100 * falseCount) / people.length,
  };
}

/** Sorted creatinine of healthy adults, mg/dL. */
function inHealth(people: readonly Patient[], sex: Patient['sex']): number[] {
  return people
    .filter(
      (patient) => patient.sex === sex && !patient.ckd && patient.ageYears >= 20 && patient.ageYears < 70,
    )
    .map(({ baselineUmolPerL }) => baselineUmolPerL / UMOL_PER_L_IN_ONE_MG_PER_DL)
    .sort((a, b) => a - b);
}

/** True if four samples of a person with stable kidneys would be called AKI. */
function looksLikeAki({ baselineUmolPerL, withinPersonCv }: Patient, random: SeededRandom): boolean {
  let lowest = Infinity;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const value = measuredUmolPerL({ trueUmolPerL: baselineUmolPerL, withinPersonCv, random });
    if (value - lowest >= FALSE_RISE_UMOL_PER_L || value / lowest >= FALSE_RATIO) return true;
    lowest = Math.min(lowest, value);
  }
  return false;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
