import { type JudgedCase } from '../cases/judged-case';
import { figuresOf } from '../evaluation/f3';

export interface Thresholds {
  readonly holdBackThreshold: number;
  readonly alertThreshold: number;
}

/** No probability reaches it: the model raises no alert of its own. */
export const NEVER = 1.01;
/** What an alert that the rule does not ask for must be right by, on at least so many rows. */
const OWN_ALERT_PRECISION = 0.9;
const OWN_ALERTS_AT_LEAST = 10;
const STEPS = 400;
/** Thresholds this close to the best F3 are as good: a single needless page among 300 right ones costs more. */
const AS_GOOD = 0.0002;

/**
 * The thresholds for the policy, from probabilities of cases the model was not trained on, negatives weighted to the
 * share of AKI that will be served: own alerts by their precision, holding back (rule stage 1) by F3. The
 * rows of stage 1 count as the calibrated probabilities say, not as they turned out: few of them lie near the threshold,
 * and with their outcomes it would follow the luck of two or three. Of thresholds that are as good the lowest is taken: it
 * misses the fewest, and is the better one wherever AKI is commoner.
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
      // Of a row that stands for AKI with a chance, the rest stands for a row without, with that one's weight.
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
 * From where on the model may alert where the rule has none. Rows of rule stage 0 that are AKI are too few to measure
 * it by; but the model does not know the rule's stage, and the rule parts 0 from 1 by noise alone. So: as likely AKI as
 * not for the share that is served; right nine times in ten on the rows of stage 0 and 1 together; and on those of stage
 * 0 not more often wrong than right.
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
