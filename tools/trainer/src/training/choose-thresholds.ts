import { type JudgedCase } from '../cases/judged-case';
import { figuresOf } from '../evaluation/f3';

export interface Thresholds {
  readonly holdBackThreshold: number;
  readonly alertThreshold: number;
}

/** Above every probability: the model never alerts on its own. */
export const NEVER = 1.01;
/** The precision that alerts of the model alone need, on at least OWN_ALERTS_AT_LEAST rows. */
const OWN_ALERT_PRECISION = 0.9;
const OWN_ALERTS_AT_LEAST = 10;
const STEPS = 400;
/** Tolerance for F3: less than the cost of one needless page among 300 right ones. */
const AS_GOOD = 0.0002;

/**
 * Chooses the thresholds of the policy from probabilities of cases that the model was not trained on. Negatives are weighted
 * to the share of AKI that will be served. Alerts of the model alone are chosen by precision, holding back a stage 1 by F3.
 * Rows of stage 1 count with their calibrated probability instead of their label: few lie near the threshold, and with
 * labels the choice would depend on two or three of them. Of equally good thresholds the lowest wins: it misses the fewest
 * AKI, and is the better choice if AKI is more common.
 */
export function chooseThresholds(given: {
  cases: readonly JudgedCase[];
  probabilities: readonly number[];
  negativeWeight: number;
}): Thresholds {
  const { cases, probabilities, negativeWeight } = given;
  const alertThreshold = chooseAlertThreshold(given);
  const grid = Array.from({ length: STEPS - 1 }, (_, step) => (step + 1) / STEPS);
  const scores = grid.map((holdBack) => {
    let [truePositives, falsePositives, falseNegatives] = [0, 0, 0];
    cases.forEach(({ rule: { stage }, aki }, index) => {
      const probability = probabilities[index] as number;
      const alert = stage >= 2 || probability >= (stage === 1 ? holdBack : alertThreshold);
      const chance = stage === 1 ? probability : aki ? 1 : 0;
      // A row counts as AKI with its chance, and as a weighted negative with the rest.
      if (alert) truePositives += chance;
      else falseNegatives += chance;
      if (alert) falsePositives += (1 - chance) * negativeWeight;
    });
    return figuresOf({ truePositives, falsePositives, falseNegatives }).f3;
  });
  const best = scores.reduce((a, b) => Math.max(a, b));
  const lowest = scores.findIndex((score) => score >= best - AS_GOOD);
  return { holdBackThreshold: grid[lowest] as number, alertThreshold };
}

/**
 * Chooses the probability from which the model may alert although the rule does not. AKI at rule stage 0 is too rare to
 * measure this alone. But the model does not know the stage, and only noise separates stages 0 and 1. So three conditions
 * apply: AKI is at least as likely as not at the served share; alerts are right nine times in ten on rows of stages 0 and 1
 * together; and on rows of stage 0 they are right at least as often as wrong.
 */
function chooseAlertThreshold(given: {
  cases: readonly JudgedCase[];
  probabilities: readonly number[];
  negativeWeight: number;
}): number {
  const { cases, probabilities, negativeWeight } = given;
  const rows = cases
    .map(({ rule: { stage }, aki }, index) => ({ stage, aki, probability: probabilities[index] as number }))
    .filter(({ stage }) => stage <= 1)
    .sort((a, b) => b.probability - a.probability);
  const asLikelyAsNot = negativeWeight / (1 + negativeWeight);
  let threshold = NEVER;
  const both = { right: 0, wrong: 0 };
  const unalerted = { right: 0, wrong: 0 };
  rows.forEach(({ stage, aki, probability }, index) => {
    for (const counts of stage === 0 ? [both, unalerted] : [both]) {
      if (aki) counts.right += 1;
      else counts.wrong += negativeWeight;
    }
    const next = rows[index + 1];
    const between = next === undefined || next.probability < probability;
    const enough = both.right >= OWN_ALERTS_AT_LEAST && unalerted.right >= unalerted.wrong;
    const precise = both.right / (both.right + both.wrong) >= OWN_ALERT_PRECISION;
    if (between && probability >= asLikelyAsNot && enough && precise) threshold = probability;
  });
  return threshold === NEVER ? NEVER : Math.floor(threshold * 1e6) / 1e6;
}
