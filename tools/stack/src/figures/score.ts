/** How a set of pages, or of decisions, stands against the true AKI results. */
export interface Score {
  precision: number;
  recall: number;
  /** F-beta with beta 3: recall weighs nine times precision. */
  f3: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

const BETA_SQUARED = 9;

export function score(found: ReadonlySet<string>, labels: ReadonlySet<string>): Score {
  const truePositives = [...found].filter((one) => labels.has(one)).length;
  const falsePositives = found.size - truePositives;
  const falseNegatives = labels.size - truePositives;
  const precision = found.size === 0 ? 0 : truePositives / found.size;
  const recall = labels.size === 0 ? 0 : truePositives / labels.size;
  const below = BETA_SQUARED * precision + recall;
  const f3 = below === 0 ? 0 : ((1 + BETA_SQUARED) * precision * recall) / below;
  return { precision, recall, f3, truePositives, falsePositives, falseNegatives };
}
