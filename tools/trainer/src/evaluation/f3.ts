import { type Figures } from '@renwatch/model';

/** F3 weighs a missed AKI nine times as much as a needless alert. */
const BETA_SQUARED = 9;

export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/**
 * Counts the outcomes of a way of deciding. A false positive counts `negativeWeight` times, so that rows can represent a
 * stream with another share of AKI. `timesOf` is the weight of a case in a bootstrap.
 */
export function countDecisions(
  cases: readonly { readonly aki: boolean }[],
  alerts: (index: number) => boolean,
  negativeWeight = 1,
  timesOf: (index: number) => number = () => 1,
): Counts {
  let [truePositives, falsePositives, falseNegatives] = [0, 0, 0];
  cases.forEach(({ aki }, index) => {
    const alert = alerts(index);
    if (!alert && !aki) return;
    const times = timesOf(index);
    if (alert && aki) truePositives += times;
    else if (alert) falsePositives += times * negativeWeight;
    else falseNegatives += times;
  });
  return { truePositives, falsePositives, falseNegatives };
}

export function figuresOf({ truePositives, falsePositives, falseNegatives }: Counts): Figures {
  const weighted = (1 + BETA_SQUARED) * truePositives;
  return {
    f3: ratio(weighted, weighted + BETA_SQUARED * falseNegatives + falsePositives),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
