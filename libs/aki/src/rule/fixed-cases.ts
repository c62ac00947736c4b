import { type Comparator } from '../creatinine/comparator';
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

/** Values on and beside every limit of the rules. */
const CURRENT = [20, 50, 80, 99, 126, 126.5, 127, 149, 150, 199, 200, 299, 300, 353.6, 354, 355, 600];
const EARLIER = [40, 80, 100, 236, 300, 330];
const AGES_MS = [
  ...[0, MINUTE_MS, 48 * HOUR_MS, 48 * HOUR_MS + MINUTE_MS, 7 * DAY_MS, 7 * DAY_MS + MINUTE_MS],
  ...[8 * DAY_MS, 365 * DAY_MS, 365 * DAY_MS + MINUTE_MS],
];
const GROWN: DecisionSubject = { birthDate: '1960-01-01', sex: 'F' };
const SUBJECTS: readonly DecisionSubject[] = [
  GROWN,
  { birthDate: '1960-01-01', sex: 'M' },
  { birthDate: '2016-01-01', sex: 'F' },
  { birthDate: null, sex: 'U' },
];
/** Subjects whose branch of a rule depends on a day or a letter. */
const OTHER_SUBJECTS: readonly DecisionSubject[] = [
  { birthDate: '1960-01-01', sex: 'U' },
  { birthDate: null, sex: 'F' },
  { birthDate: '2016-01-01', sex: 'M' },
  { birthDate: '2016-01-01', sex: 'U' },
  // The 18th birthday is tomorrow, and today.
  { birthDate: '2006-01-02', sex: 'F' },
  { birthDate: '2006-01-02', sex: 'M' },
  { birthDate: '2006-01-01', sex: 'M' },
  // 17 or 18, a child, and a grown woman, whatever the day.
  { birthDate: '2006', sex: 'M' },
  { birthDate: '2016-06', sex: 'M' },
  { birthDate: '1960', sex: 'F' },
];
/** Between the limits of a boy and a girl of 17. */
const BESIDE_LIMITS_OF_17 = 250;
const COMPARATORS: readonly Comparator[] = ['<', '>', '<=', '>='];

/** Yields some thousands of fixed cases; two versions of a rule or policy differ if they decide any of them differently. */
export function* fixedCases(): Generator<FixedCase> {
  for (const umolPerL of CURRENT) {
    for (const subject of SUBJECTS) {
      for (const earlier of histories()) yield { current: resultOf(umolPerL), earlier, subject };
    }
  }
  for (const umolPerL of [...CURRENT, BESIDE_LIMITS_OF_17]) {
    for (const subject of OTHER_SUBJECTS) {
      for (const earlier of [[], [ago(DAY_MS, 100, 'a')]])
        yield { current: resultOf(umolPerL), earlier, subject };
    }
    for (const earlier of longHistories()) yield { current: resultOf(umolPerL), earlier, subject: GROWN };
  }
  for (const comparator of COMPARATORS) {
    const current = { ...resultOf(150), comparator };
    for (const earlier of [[], [ago(DAY_MS, 100, 'a')]]) yield { current, earlier, subject: GROWN };
  }
}

function resultOf(umolPerL: number): CreatinineResult {
  return { id: 'current', observedAtMs: AT_MS, umolPerL };
}

function ago(ageMs: number, umolPerL: number, id: string): CreatinineResult {
  return { id, observedAtMs: AT_MS - ageMs, umolPerL };
}

/** No result, single results, and three results that exercise the lowest, an even median and the rise. */
function histories(): CreatinineResult[][] {
  const single = AGES_MS.flatMap((ageMs) => EARLIER.map((value) => [ago(ageMs, value, 'a')]));
  const several = EARLIER.map((value) => [
    ago(6 * HOUR_MS, value, 'a'),
    ago(30 * DAY_MS, 100, 'b'),
    ago(60 * DAY_MS, 80, 'c'),
  ]);
  return [[], ...single, ...several];
}

/** Histories with medians of three and four results, and with two results of the same minute. */
function longHistories(): CreatinineResult[][] {
  return EARLIER.flatMap((value) => {
    const three = [ago(10 * DAY_MS, value, 'a'), ago(20 * DAY_MS, 80, 'b'), ago(200 * DAY_MS, 120, 'c')];
    const four = [...three, ago(300 * DAY_MS, 100, 'd')];
    return [three, four, [ago(DAY_MS, 100, 'a'), ago(DAY_MS, value, 'b'), ago(3 * DAY_MS, 90, 'c')]];
  });
}
