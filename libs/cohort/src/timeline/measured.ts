import { ANALYTICAL_CV } from '../patient/figures';
import { type SeededRandom } from '../seeded-random';

/** Adds variation within the person and of the analyser to a true creatinine. */
export function measuredUmolPerL(given: {
  trueUmolPerL: number;
  withinPersonCv: number;
  random: SeededRandom;
}): number {
  const cv = Math.hypot(given.withinPersonCv, ANALYTICAL_CV);
  return given.trueUmolPerL * Math.exp(cv * given.random.normal());
}
