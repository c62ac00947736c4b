import { SeededRandom } from '@renwatch/cohort';
import { type Figures } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { countDecisions, figuresOf } from './f3';

export type Interval = readonly [low: number, high: number];
export type Intervals = Readonly<Record<keyof Figures, Interval>>;

const RESAMPLES = 300;
const OUTSIDE_SHARE = 0.025;

/**
 * 95% intervals by resampling patients, not results, because results of a patient resemble each other. The weight of a
 * patient is a Poisson draw with mean 1. Seeded, so that reports are reproducible.
 */
export function bootstrapIntervals(
  cases: readonly Pick<JudgedCase, 'aki' | 'group'>[],
  alerts: readonly boolean[],
  negativeWeight = 1,
): Intervals {
  const random = new SeededRandom('bootstrap');
  const groups = [...new Set(cases.map(({ group }) => group))];
  const position = new Map(groups.map((group, index) => [group, index]));
  const groupOf = cases.map(({ group }) => position.get(group) as number);
  const resampled = Array.from({ length: RESAMPLES }, () => {
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
    const sorted = resampled.map((figures) => figures[key]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (RESAMPLES - 1))] as number;
    return [at(OUTSIDE_SHARE), at(1 - OUTSIDE_SHARE)];
  };
  return { f3: between('f3'), precision: between('precision'), recall: between('recall') };
}

/** A Poisson draw with mean 1, from products of uniform draws (Knuth). */
function poisson(random: SeededRandom): number {
  let count = 0;
  for (let product = random.next(); product > Math.exp(-1); product *= random.next()) count += 1;
  return count;
}
