import { ANALYTICAL_CV } from '../patient/figures';
import { type SeededRandom } from '../random/seeded-random';

/** What the laboratory finds of a true creatinine: the person varies from day to day, and so does the analyser. */
export function measuredUmolPerL(given: {
  trueUmolPerL: number;
  withinPersonCv: number;
  random: SeededRandom;
}): number {
  const cv = Math.hypot(given.withinPersonCv, ANALYTICAL_CV);
  return given.trueUmolPerL * Math.exp(cv * given.random.normal());
}
