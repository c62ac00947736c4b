import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';

export interface FixedCase {
  readonly current: CreatinineResult;
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const AT_MS = Date.UTC(2024, 0, 1);

/** On and beside every limit of the rules. */
const CURRENT = [20, 50, 80, 99, 126, 126.5, 127, 149, 150, 199, 200, 299, 300, 353.6, 354, 355, 600];
const EARLIER = [40, 80, 100, 236, 300, 330];
const AGES_MS = [
  ...[0, MINUTE_MS, 48 * HOUR_MS, 48 * HOUR_MS + MINUTE_MS, 7 * DAY_MS, 7 * DAY_MS + MINUTE_MS],
  ...[8 * DAY_MS, 365 * DAY_MS, 365 * DAY_MS + MINUTE_MS],
];
const SUBJECTS: readonly DecisionSubject[] = [
  { birthDate: '1960-01-01', sex: 'F' },
  { birthDate: '1960-01-01', sex: 'M' },
  { birthDate: '2016-01-01', sex: 'F' },
  { birthDate: null, sex: 'U' },
];

/** Some thousands of results, always the same, on which versions of what decides are told apart by what they decide. */
export function* fixedCases(): Generator<FixedCase> {
  for (const umolPerL of CURRENT) {
    const current = { id: 'current', observedAtMs: AT_MS, umolPerL };
    for (const subject of SUBJECTS) {
      for (const earlier of histories()) yield { current, earlier, subject };
    }
  }
}

/** None, one result, and three: the lowest, an even median and the rise then each have something to choose from. */
function histories(): CreatinineResult[][] {
  const ago = (ageMs: number, umolPerL: number, id: string) => ({
    id,
    observedAtMs: AT_MS - ageMs,
    umolPerL,
  });
  const single = AGES_MS.flatMap((ageMs) => EARLIER.map((value) => [ago(ageMs, value, 'a')]));
  const several = EARLIER.map((value) => [
    ago(6 * HOUR_MS, value, 'a'),
    ago(30 * DAY_MS, 100, 'b'),
    ago(60 * DAY_MS, 80, 'c'),
  ]);
  return [[], ...single, ...several];
}
