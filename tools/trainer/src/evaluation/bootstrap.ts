import { SeededRandom } from '@renwatch/cohort';
import { type Figures } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { countDecisions, figuresOf } from './f3';

export type Interval = readonly [low: number, high: number];
export type Intervals = Readonly<Record<keyof Figures, Interval>>;

const RESAMPLES = 300;
const OUTSIDE_SHARE = 0.025;

/**
 * 95% intervals by resampling patients, not results: results of one patient are alike. Each patient counts as often as a
 * Poisson draw of mean 1 says. Seeded, so that a report is the same each time.
 */
export function bootstrapIntervals(
  cases: readonly Pick<JudgedCase, 'aki' | 'group'>[],
  alerts: readonly boolean[],
  negativeWeight = 1,
): Intervals {
  const random = new SeededRandom('bootstrap');
  const groups = [...new Set(cases.map((one) => one.group))];
  const position = new Map(groups.map((group, index) => [group, index]));
  const groupOf = cases.map((one) => position.get(one.group) as number);
  const found = Array.from({ length: RESAMPLES }, () => {
    const times = groups.map(() => poisson(random));
    return figuresOf(
      countDecisions(
        cases,
        (index) => alerts[index] === true,
        negativeWeight,
        (index) => times[groupOf[index] as number] as number,
      ),
    );
  });
  const between = (key: keyof Figures): Interval => {
    const sorted = found.map((figures) => figures[key]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (RESAMPLES - 1))] as number;
    return [at(OUTSIDE_SHARE), at(1 - OUTSIDE_SHARE)];
  };
  return { f3: between('f3'), precision: between('precision'), recall: between('recall') };
}

/** A Poisson draw of mean 1, by multiplying uniform ones (Knuth). */
function poisson(random: SeededRandom): number {
  let count = 0;
  for (let product = random.next(); product > Math.exp(-1); product *= random.next()) count += 1;
  return count;
}
