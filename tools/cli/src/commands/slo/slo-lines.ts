import { type DecisionLevels, type FeedLevels, type PageLevels, type Span } from '@renwatch/store';
import { formatTable } from '../../command/format-table';

export interface ServiceLevels {
  span: Span;
  pages: PageLevels;
  decisions: DecisionLevels;
  feeds: readonly FeedLevels[];
}

/** The promise to clinicians: this share of pages within so many seconds of the receipt of the result. */
export const PAGE_OBJECTIVE = { share: 0.99, seconds: 3 };

/** Nothing of it is in the database; metrics have it. */
const UNKNOWN =
  'not known from the database: how fast frames were acknowledged, what was refused before it was stored, ' +
  'times without a message that nobody expected, feeds that sent no creatinine';

/** Writes the report for people, a line each. */
export function sloLines({ span, pages, decisions, feeds }: ServiceLevels): string[] {
  return [
    `from ${moment(span.since)} to ${moment(span.until)}`,
    '',
    ...formatTable(pageRows(pages)),
    '',
    ...formatTable(decisionRows(decisions)),
    '',
    ...(feeds.length === 0
      ? ['no feed brought a creatinine result']
      : formatTable([HEADINGS, ...feeds.map(feedRow)])),
    '',
    UNKNOWN,
  ];
}

function pageRows(pages: PageLevels): string[][] {
  const owed = pages.pages - pages.retracted;
  return [
    ['pages', String(pages.pages)],
    ['  delivered', partOf(pages.delivered, owed)],
    [
      `  within ${PAGE_OBJECTIVE.seconds} s of receipt`,
      `${partOf(pages.inTime, owed)}, ${verdict(pages.inTime, owed)}`,
    ],
    ['  time to page', times(pages)],
    ['  waiting', String(pages.waiting)],
    ['  refused: nobody was paged', String(pages.refused)],
    ['  taken back before delivery', String(pages.retracted)],
    [
      'alerts without a page',
      pages.withoutPage === 0
        ? '0'
        : `${pages.withoutPage}: not recorded yet, removed by age, or in npx renwatch dead-letters list --origin=pager`,
    ],
  ];
}

const verdict = (good: number, all: number): string => {
  const objective = `objective ${percent(PAGE_OBJECTIVE.share)}`;
  if (all === 0) return `${objective}: no pages`;
  return `${objective}: ${good / all >= PAGE_OBJECTIVE.share ? 'met' : 'missed'}`;
};

const times = ({ p50S, p99S, longestS }: PageLevels): string =>
  p50S === null || p99S === null || longestS === null
    ? 'none delivered'
    : `half within ${seconds(p50S)}, 99 % within ${seconds(p99S)}, longest ${seconds(longestS)}`;

const decisionRows = ({ decisions, longestStallS, longestStallAt }: DecisionLevels): string[][] => [
  ['decisions', String(decisions)],
  [
    '  longest wait of a result',
    longestStallS === null || longestStallAt === null
      ? 'none'
      : `${seconds(longestStallS)}, received ${moment(longestStallAt)}`,
  ],
];

const HEADINGS = ['feed', 'results', 'hours with results', 'longest gap', 'last result'];

const feedRow = ({ feed, results, hours, hoursWithResults, longestGapS, lastAt }: FeedLevels): string[] => [
  ...[feed, String(results), `${hoursWithResults} of ${hours}`, seconds(longestGapS), moment(lastAt)],
];

const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
const partOf = (part: number, all: number): string =>
  all === 0 ? '0' : `${part} of ${all} (${percent(Math.floor((part / all) * 10_000) / 10_000)})`;

/** Writes seconds as a person says them: `0.35 s`, `12 min`, `3 h`, `4 days`. */
function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(2)} s`;
  if (value < 120) return `${Math.round(value)} s`;
  if (value < 7_200) return `${Math.round(value / 60)} min`;
  return value < 172_800 ? `${Math.round(value / 3_600)} h` : `${Math.round(value / 86_400)} days`;
}
