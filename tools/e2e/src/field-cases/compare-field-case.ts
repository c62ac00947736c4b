import { isDeepStrictEqual } from 'node:util';
import { type Expectation, type FieldCase } from './field-case';
import { type ObservedCase, type ObservedResult } from './observed-case';

/** Describes how a played case differs from what is right; empty if it is right. */
export function compareFieldCase(
  { expected, outcomes }: Pick<FieldCase, 'expected' | 'outcomes'>,
  observed: ObservedCase,
): string[] {
  const common = differences(expected, observed);
  if (outcomes.length === 0) return common;
  const each = outcomes.map((outcome) => differences(outcome, observed));
  if (each.some((found) => found.length === 0)) return common;
  const [nearest = []] = each.sort((a, b) => a.length - b.length);
  return [...common, ...nearest.map((line) => `no outcome holds; the nearest: ${line}`)];
}

type Check = (expected: Expectation, observed: ObservedCase) => string | undefined;

/** One check for each property; each returns undefined if it holds or is not expected. */
const CHECKS: Readonly<Record<keyof Expectation, Check>> = {
  acks: ({ acks }, { answers }) => {
    if (acks === undefined) return undefined;
    const isRight = (answer: string, index: number) =>
      ((typeof acks === 'string' ? acks : acks[index]) ?? '').split('|').includes(answer);
    const isComplete = typeof acks === 'string' || acks.length === answers.length;
    return isComplete && answers.every(isRight)
      ? undefined
      : `answers ${answers.join(' ')}, not ${String(acks)}`;
  },
  pages: ({ pages, pagesAllowed = [] }, observed) => {
    if (pages === undefined) return undefined;
    const missing = pages.filter((page) => !observed.pages.some((sent) => isPage(sent, page)));
    const known = [...pages, ...pagesAllowed];
    const extra = observed.pages.filter((sent) => !known.some((page) => isPage(sent, page)));
    const faults = [...missing.map((page) => `missing ${page}`), ...extra.map((page) => `too many ${page}`)];
    return faults.length > 0 ? `pages: ${faults.join(', ')}` : undefined;
  },
  pagesAllowed: () => undefined,
  stages: ({ stages = {} }, observed) => {
    const faults = Object.entries(stages).flatMap(([place, stage]) => {
      const newest = observed.stages.filter((decided) => isAt(decided, place)).at(-1)?.stage;
      return newest === stage ? [] : [`${place} is ${newest ?? 'undecided'}, not ${stage}`];
    });
    return faults.length > 0 ? `stages: ${faults.join(', ')}` : undefined;
  },
  live: ({ live }, observed) => {
    if (live === undefined) return undefined;
    const extra = observed.live.filter(({ time }) => !Object.keys(live).some((at) => time.startsWith(at)));
    const isRight = extra.length === 0 && Object.entries(live).every((entry) => isLive(entry, observed.live));
    return isRight ? undefined : liveFault(observed.live, live);
  },
  liveHas: ({ liveHas = {} }, { live }) =>
    Object.entries(liveHas).every((entry) => isLive(entry, live)) ? undefined : liveFault(live, liveHas),
  deadLetters: ({ deadLetters }, observed) => {
    if (deadLetters === undefined) return undefined;
    const reasons = observed.deadLetters.map(({ reason }) => reason);
    const isRight =
      deadLetters === 'none'
        ? reasons.length === 0
        : reasons.length > 0 &&
          (deadLetters === 'any' || reasons.every((reason) => deadLetters.includes(reason)));
    return isRight ? undefined : `dead letters [${reasons.join(', ')}], not ${String(deadLetters)}`;
  },
  deadLettersSay: ({ deadLettersSay: text }, { deadLetters }) =>
    text === undefined || deadLetters.some(({ reason, detail }) => `${reason} ${detail}`.includes(text))
      ? undefined
      : `no dead letter says ${text}`,
  feedQuiet: ({ feedQuiet }, { isFeedQuiet }) =>
    feedQuiet === undefined || feedQuiet === isFeedQuiet
      ? undefined
      : 'the frames count as the feed speaking',
  exit: ({ exit }, observed) =>
    exit === undefined || exit === observed.exit ? undefined : `exit code ${observed.exit}, not ${exit}`,
  counts: ({ counts = {} }, observed) => {
    const faults = Object.entries(counts).flatMap(([metric, rise]) =>
      observed.counts[metric] === rise ? [] : [`${metric} rose by ${observed.counts[metric]}, not ${rise}`],
    );
    return faults.length > 0 ? faults.join(', ') : undefined;
  },
  demographics: ({ demographics }, observed) =>
    demographics === undefined || demographics === observed.demographics
      ? undefined
      : `stored birth date and sex: ${observed.demographics}, not ${demographics}`,
};

const differences = (expected: Expectation, observed: ObservedCase): string[] => [
  ...new Set(Object.values(CHECKS).flatMap((check) => check(expected, observed) ?? [])),
];

/** @param wanted `MRN,TIME`; the time may be cut short, `*` ends an MRN */
function isPage(sent: string, wanted: string): boolean {
  const [sentMrn = '', sentTime = ''] = sent.split(',');
  const [mrn = '', time = ''] = wanted.split(',');
  const isPatient = mrn.endsWith('*') ? sentMrn.startsWith(mrn.slice(0, -1)) : sentMrn === mrn;
  return isPatient && sentTime.startsWith(time);
}

/** @param place `TIME` or `TIME VALUE`; the time may be cut short */
function isAt({ time, umolPerL }: ObservedResult, place: string): boolean {
  const [at = '', value] = place.split(' ');
  return time.startsWith(at) && (value === undefined || Number(value) === umolPerL);
}

function isLive(
  [at, values]: [string, number | readonly number[]],
  live: readonly ObservedResult[],
): boolean {
  const found = live.filter(({ time }) => time.startsWith(at)).map(({ umolPerL }) => umolPerL);
  return isDeepStrictEqual(found.sort(ascending), [values].flat().sort(ascending));
}

const ascending = (a: number, b: number): number => a - b;

function liveFault(live: readonly ObservedResult[], wanted: NonNullable<Expectation['live']>): string {
  const found = live.map(({ time, umolPerL }) => `${time} ${umolPerL}`).join(', ');
  const right = Object.entries(wanted).map(([at, values]) => `${at} ${[values].flat().join(' and ')}`);
  return `live: [${found}], not [${right.join(', ')}]`;
}
