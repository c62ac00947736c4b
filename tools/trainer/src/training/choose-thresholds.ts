import { type JudgedCase } from '../cases/judged-case';
import { countDecisions, figuresOf } from '../evaluation/f3';

export interface Thresholds {
  readonly holdBackThreshold: number;
  readonly alertThreshold: number;
}

/** No probability reaches it: the model raises no alert of its own. */
export const NEVER = 1.01;
/** An alert the national rule does not ask for must be right nine times in ten, on at least so many cases. */
const OWN_ALERT_PRECISION = 0.9;
const OWN_ALERTS_AT_LEAST = 10;
const STEPS = 400;
/** Thresholds this close to the best F3 are as good; the middle of them is least a matter of chance. */
const AS_GOOD = 0.0005;

/**
 * The thresholds for the policy, from probabilities of cases the model was not trained on, negatives weighted to the
 * share of AKI that will be served: own alerts (rule stage 0) by their precision, holding back (rule stage 1) by F3.
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
    const alerts = (index: number) => {
      const { stage } = (cases[index] as JudgedCase).rule;
      const probability = probabilities[index] as number;
      return stage >= 2 || probability >= (stage === 1 ? holdBack : alertThreshold);
    };
    return figuresOf(countDecisions(cases, alerts, negativeWeight)).f3;
  });
  const best = scores.reduce((a, b) => Math.max(a, b));
  const peak = scores.indexOf(best);
  let [low, high] = [peak, peak];
  while (low > 0 && (scores[low - 1] as number) >= best - AS_GOOD) low -= 1;
  while (high < scores.length - 1 && (scores[high + 1] as number) >= best - AS_GOOD) high += 1;
  return { holdBackThreshold: grid[(low + high) >> 1] as number, alertThreshold };
}

function chooseAlertThreshold(given: {
  cases: readonly JudgedCase[];
  probabilities: readonly number[];
  negativeWeight: number;
}): number {
  const unalerted = given.cases
    .map((one, index) => ({
      stage: one.rule.stage,
      aki: one.aki,
      probability: given.probabilities[index] as number,
    }))
    .filter(({ stage }) => stage === 0)
    .sort((a, b) => b.probability - a.probability);
  let threshold = NEVER;
  let [right, wrong] = [0, 0];
  unalerted.forEach(({ aki, probability }, index) => {
    if (aki) right += 1;
    else wrong += given.negativeWeight;
    const next = unalerted[index + 1];
    const between = next === undefined || next.probability < probability;
    if (between && right >= OWN_ALERTS_AT_LEAST && right / (right + wrong) >= OWN_ALERT_PRECISION) {
      threshold = probability;
    }
  });
  return threshold === NEVER ? NEVER : Math.floor(threshold * 1e6) / 1e6;
}
