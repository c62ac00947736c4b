import { type PagingDecision } from '../policy/patient-paging';
import { firstsAndRises } from './firsts-and-rises';

const HOUR_MS = 3_600_000;
const decided = (hour: number, level: PagingDecision['level'], alerted = level > 0): PagingDecision => ({
  ...{ resultId: `r${hour}`, observedAtMs: hour * HOUR_MS, level, umolPerL: 100, baselineUmolPerL: 80 },
  ...{ alerted, decidedAtMs: 0 },
});

describe('first alerts and rises in stage', () => {
  it.each<[string, PagingDecision[], number[]]>([
    ['the first alert only, if the stage stays', [decided(0, 1), decided(5, 1)], [0]],
    ['a rise', [decided(0, 1), decided(5, 2)], [0, 1]],
    [
      'a rise above the latest alert, though an earlier was higher',
      [decided(0, 3), decided(5, 1), decided(9, 2)],
      [0, 2],
    ],
    ['an alert more than 7 days later', [decided(0, 3), decided(169, 1)], [0, 1]],
    ['no alert 7 days later', [decided(0, 3), decided(168, 1)], [0]],
    ['the next alert after a retraction', [decided(0, 1), decided(0, 0), decided(5, 1)], [0, 2]],
    ['a rise above a corrected alert', [decided(0, 2), decided(0, 1, false), decided(5, 2)], [0, 2]],
    ['no decision without an alert', [decided(0, 1, false)], []],
  ])('count %s', (_name, decisions, places) => {
    expect(firstsAndRises(decisions)).toEqual(places.map((place) => decisions[place]));
  });
});
