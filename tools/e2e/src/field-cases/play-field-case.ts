import { waitFor } from '@renwatch/testing';
import { FeedLine } from './feed-line';
import { type Expectation, type FieldCase } from './field-case';
import { type FieldCaseServices } from './field-case-services';
import { type ObservedCase, type ObservedResult } from './observed-case';

/** Longer than any request to the gateway takes, so that a reset clock is told from one that runs on. */
const QUIET_BEFORE_S = 1;
const QUIET_LIMIT_MS = 60_000;
const TIMER_SLACK_S = 0.05;
/** Later than every result of every case. */
const PROBE_TIME = '20250620120000';

const STAGES = `
  SELECT time, "umolPerL", stage FROM (
    SELECT DISTINCT ON (r.id) r.observed_local AS time, r.umol_per_l::float8 AS "umolPerL", d.stage, d.decided_at
    FROM decisions d JOIN results r ON r.id = d.result_id JOIN patients p ON p.id = r.patient_id
    WHERE p.mrn LIKE $1 ORDER BY r.id, d.revision DESC) newest
  ORDER BY decided_at`;

const COMPARED_WITH = `
  SELECT h.observed_local AS time, h.umol_per_l::float8 AS "umolPerL"
  FROM decisions d JOIN results r ON r.id = d.result_id JOIN patients p ON p.id = r.patient_id
  CROSS JOIN LATERAL look_back(d) l JOIN results h ON h.id = l.result_id
  WHERE p.mrn LIKE $1 AND r.observed_local = '${PROBE_TIME}' ORDER BY time`;

const DEMOGRAPHICS = `
  SELECT coalesce(birth_date::text, '-') || ' ' || sex AS known FROM patients WHERE mrn LIKE $1 ORDER BY mrn LIMIT 1`;

/**
 * Plays a case on the feed `lab`: each frame after its answer and after everything that the one before brought about;
 * frames of one MSH-7 follow each other at once.
 * @param turn counted from 0; later turns use other MRNs, which `ObservedCase` gives back as the first
 */
export async function playFieldCase(
  services: FieldCaseServices,
  fieldCase: FieldCase,
  turn: number,
): Promise<Omit<ObservedCase, 'exit'>> {
  const { patients } = fieldCase;
  const own = turn === 0 ? patients : `R${turn}${patients}`;
  const frames = fieldCase.frames.map((frame) => withText(frame, patients, own));
  const expectations = [fieldCase.expected, ...fieldCase.outcomes];
  const watchesQuiet = expectations.some(({ feedQuiet }) => feedQuiet !== undefined);
  const metrics = [...new Set(expectations.flatMap(({ counts = {} }) => Object.keys(counts)))];
  const countAll = async () => Promise.all(metrics.map((metric) => countOf(services, metric)));

  const lettersBefore = await services.deadLetterCount();
  const countsBefore = await countAll();
  const { answers, isQuiet } = await watching(services, watchesQuiet, () =>
    sendFrames(services, frames, expectations.some(mayStayUnanswered)),
  );
  const countsAfter = await countAll();
  const letters = await newLetters(services, lettersBefore);
  const pages = services.endpoint.pages
    .filter((page) => page.includes(own))
    .map((page) => page.replace(own, patients));
  const like = [`%${own}%`];
  const stages = await services.db.query<ObservedResult & { stage: number }>(STAGES, like);
  const [demographics] = await services.db.query<{ known: string }>(DEMOGRAPHICS, like);
  return {
    ...{ answers, pages, stages, isFeedQuiet: isQuiet },
    deadLetters: letters.map(({ reason, detail }) => ({ reason, detail })),
    counts: Object.fromEntries(
      metrics.map((metric, index) => [metric, (countsAfter[index] ?? 0) - (countsBefore[index] ?? 0)]),
    ),
    demographics: demographics?.known ?? 'unknown',
    live: expectations.some(({ live, liveHas }) => live ?? liveHas) ? await liveResults(services, own) : [],
  };
}

const withText = (frame: Buffer, from: string, to: string): Buffer =>
  Buffer.from(frame.toString('latin1').replaceAll(from, to), 'latin1');

function mayStayUnanswered({ acks = '' }: Expectation): boolean {
  return [acks].flat().some((codes) => codes.split('|').includes('none'));
}

/** Sends the frames and waits for all their effects; returns an answer for each. */
async function sendFrames(
  services: FieldCaseServices,
  frames: readonly Buffer[],
  mayBeSilent: boolean,
): Promise<string[]> {
  const answers: string[] = [];
  let line = await FeedLine.connect(services.port);
  for (const group of groupsOfOneTime(frames)) {
    line.write(group);
    if (mayBeSilent) {
      const given = await line.end();
      answers.push(...group.map((_frame, index) => given[index] ?? 'none'), ...given.slice(group.length));
      line = await FeedLine.connect(services.port);
    } else {
      for (let waiting = group.length; waiting > 0; waiting -= 1) answers.push(await line.answer());
    }
    await services.untilDone();
    if (answers.at(-1) === 'closed') line = await FeedLine.connect(services.port);
  }
  return [...answers, ...(await line.end())];
}

/** Puts neighbours with the same MSH-7 together. */
function groupsOfOneTime(frames: readonly Buffer[]): Buffer[][] {
  const groups: { sentAt: string; frames: Buffer[] }[] = [];
  for (const frame of frames) {
    const sentAt = frame.toString('latin1').split('|')[6] ?? '';
    const last = groups.at(-1);
    if (last && sentAt !== '' && last.sentAt === sentAt) last.frames.push(frame);
    else groups.push({ sentAt, frames: [frame] });
  }
  return groups.map((group) => group.frames);
}

/** Sends, and tells whether the clock of the silent feed ran on meanwhile. */
async function watching(
  services: FieldCaseServices,
  isWatched: boolean,
  send: () => Promise<string[]>,
): Promise<{ answers: string[]; isQuiet: boolean }> {
  if (!isWatched) return { answers: await send(), isQuiet: false };
  const silence = () => services.metric('gateway_seconds_since_last_message', { feed: 'lab' });
  await waitFor(async () => (await silence()) > QUIET_BEFORE_S, {
    timeoutMs: QUIET_LIMIT_MS,
    what: 'a second of silence',
  });
  const before = await silence();
  const fromMs = performance.now();
  const answers = await send();
  const elapsedS = (performance.now() - fromMs) / 1000;
  return { answers, isQuiet: (await silence()) - before >= elapsedS - TIMER_SLACK_S };
}

/** @param metric `name` or `name{label="value",label="value"}` */
async function countOf(services: FieldCaseServices, metric: string): Promise<number> {
  const [name = '', labels = ''] = metric.split('{');
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]);
  return services.metric(name, Object.fromEntries(pairs));
}

async function newLetters(services: FieldCaseServices, before: bigint) {
  if ((await services.deadLetterCount()) === before) return [];
  const all = await services.deadLetters();
  return all.sort((a, b) => a.failedAt.localeCompare(b.failedAt)).slice(Number(before));
}

/** Sends a later result of the patient and reads what it was compared with. */
async function liveResults(services: FieldCaseServices, mrn: string): Promise<ObservedResult[]> {
  const segments = [
    `MSH|^~\\&|LAB|RRK|RW|RRK|${PROBE_TIME}||ORU^R01|${mrn}-PROBE|P|2.5`,
    `PID|1||${mrn}^^^RRK^MR||TEST^CASE`,
    `OBR|1||PROBE|UE|||${PROBE_TIME}`,
    'OBX|1|NM|CREA^Creatinine^L||70|umol/L|||||F',
  ];
  const line = await FeedLine.connect(services.port);
  line.write([Buffer.from(`\x0b${segments.join('\r')}\r\x1c\r`)]);
  await line.end();
  await services.untilDone();
  return services.db.query<ObservedResult>(COMPARED_WITH, [`%${mrn}%`]);
}
