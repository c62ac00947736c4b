import { digitsOf } from '../check/read-history-file';
import { resultKey } from '../check/known-result';

/** Pages, or decisions, compared with the true AKI results. */
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
  const truePositives = [...found].filter((key) => labels.has(key)).length;
  const falsePositives = found.size - truePositives;
  const falseNegatives = labels.size - truePositives;
  const precision = found.size === 0 ? 0 : truePositives / found.size;
  const recall = labels.size === 0 ? 0 : truePositives / labels.size;
  const divisor = BETA_SQUARED * precision + recall;
  const f3 = divisor === 0 ? 0 : ((1 + BETA_SQUARED) * precision * recall) / divisor;
  return { precision, recall, f3, truePositives, falsePositives, falseNegatives };
}

/** Reads the course's `mrn,date` file of true AKI results, as result keys. */
export function readLabels(text: string): Set<string> {
  const [, ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  return new Set(
    rows.map((row) => {
      const [mrn = '', date = ''] = row.split(',');
      return resultKey(mrn.trim(), digitsOf(date));
    }),
  );
}
