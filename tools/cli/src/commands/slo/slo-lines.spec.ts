import { type ServiceLevels, sloLines } from './slo-lines';

const levels: ServiceLevels = {
  span: { since: '2026-11-01T00:00:00.000Z', until: '2026-11-29T00:00:00.000Z' },
  pages: {
    ...{ pages: 401, inTime: 396, delivered: 398, refused: 1, retracted: 1, waiting: 1, withoutPage: 0 },
    ...{ p50S: 0.068, p99S: 2.6, longestS: 151 },
  },
  decisions: { decisions: 5_849, longestStallS: 540, longestStallAt: '2026-11-03T04:05:06Z' },
  feeds: [
    {
      feed: 'lab',
      results: 5_849,
      hours: 672,
      hoursWithResults: 660,
      longestGapS: 10_800,
      lastAt: '2026-11-28T23:59:00Z',
    },
  ],
};
const lineOf = (given: ServiceLevels, start: string) =>
  sloLines(given)
    .find((line) => line.trimStart().startsWith(start))
    ?.replaceAll(/ +/g, ' ')
    .trim();

describe('sloLines', () => {
  it.each([
    ['from', 'from 2026-11-01 00:00 UTC to 2026-11-29 00:00 UTC'],
    ['delivered', 'delivered 398 of 400 (99.5 %)'],
    ['within', 'within 3 s of receipt 396 of 400 (99 %), objective 99 %: met'],
    ['time to page', 'time to page half within 0.07 s, 99 % within 2.60 s, longest 3 min'],
    ['refused', 'refused: nobody was paged 1'],
    ['longest wait', 'longest wait of a result 9 min, received 2026-11-03 04:05 UTC'],
    ['lab', 'lab 5849 660 of 672 3 h 2026-11-28 23:59 UTC'],
  ])('writes the line %s', (start, line) => {
    expect(lineOf(levels, start)).toBe(line);
  });

  it('rounds a missed objective down, never up', () => {
    const missed = { ...levels, pages: { ...levels.pages, pages: 100_001, inTime: 98_999 } };
    expect(lineOf(missed, 'within')).toBe(
      'within 3 s of receipt 98999 of 100000 (98.99 %), objective 99 %: missed',
    );
  });

  it('says that there was nothing', () => {
    const none = { inTime: 0, delivered: 0, pages: 0, retracted: 0, p50S: null, p99S: null, longestS: null };
    const empty = { ...levels, pages: { ...levels.pages, ...none }, feeds: [] };
    expect(lineOf(empty, 'within')).toBe('within 3 s of receipt 0, objective 99 %: no pages');
    expect(lineOf(empty, 'time to page')).toBe('time to page none delivered');
    expect(sloLines(empty)).toContain('no feed brought a creatinine result');
  });

  it('names alerts without a page, and how to find them', () => {
    const lost = { ...levels, pages: { ...levels.pages, withoutPage: 2 } };
    expect(lineOf(lost, 'alerts without')).toBe(
      'alerts without a page 2: not recorded yet, removed by age, or in npx renwatch dead-letters list --origin=pager',
    );
  });
});
