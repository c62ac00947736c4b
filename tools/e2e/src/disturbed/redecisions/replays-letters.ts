import { deepStrictEqual } from 'node:assert/strict';
import { decisionsIn } from '../../outcome/decisions';
import { renwatch } from '../scenario/renwatch';
import { type ScenarioRun } from '../scenario/scenario-run';
import { resultText, timeAt } from './hl7-text';
import { Laboratory } from './laboratory';

/** Too little for the large message, and enough for any other. */
const SMALL_FRAME_BYTES = 4096;
const UNITLESS_CODE = '2160-0';
const [LARGE, UNITLESS] = ['lab-large', 'lab-unitless'] as const;
/** Settings of the first start of inference, without the default unit that lets it read the code later. */
export const NO_DEFAULT_UNIT = { CREATININE_CODES: `CREATININE=umol/L,${UNITLESS_CODE}` };

/** A letter as `renwatch dead-letters list --json` prints it. */
interface Told {
  origin: string;
  reason: string;
  actions: readonly { action: string; note: string }[];
}

/**
 * That dead letters of a gateway and of inference, replayed when what refused them is mended, come by the front door and
 * decide and page once, and that what is still refused is said to be.
 * @throws AssertionError if they do not
 */
export async function replaysLetters(run: ScenarioRun): Promise<void> {
  const laboratory = new Laboratory(run);
  for (const mrn of [LARGE, UNITLESS])
    await laboratory.send(resultText({ mrn, hour: 0, sentHour: 0, value: '80', order: 'o1' }));
  const common = { hour: 24, sentHour: 24, order: 'o2' };
  const large = Buffer.concat([
    resultText({ ...common, mrn: LARGE, value: '250' }),
    Buffer.from(`NTE|1||${'x'.repeat(SMALL_FRAME_BYTES)}\r`),
  ]);
  const unitless = resultText({ ...common, mrn: UNITLESS, value: '3', code: UNITLESS_CODE, unit: '' });
  const port = await laboratory.portOf();
  await toSmallGateway(run, port, (small) => laboratory.isAnswered(large, 'AR', small));
  await laboratory.isAnswered(Buffer.from('hello'), 'AR', port);
  await laboratory.send(unitless);
  const refused = ['gateway not-hl7', 'gateway too-large', 'inference unit-missing'];
  deepStrictEqual([...new Set(await run.deadLetters())], refused, 'the dead letters');
  await restartInference(run);

  const raws = [large, unitless].map((bytes) => bytes.toString('base64'));
  const onTopic = async () => {
    const topic = await run.topic();
    return raws.map((raw) => topic.get(raw) ?? 0);
  };
  deepStrictEqual(await onTopic(), [0, 1], 'how often the messages are on the topic');
  deepStrictEqual(laboratory.pages(LARGE, UNITLESS), [], 'pages before the replay');
  await replay(run, port, '--all');
  deepStrictEqual(await onTopic(), [1, 2], 'how often the messages are on the topic once replayed');
  const owed = [`${LARGE},${timeAt(24)}`, `${UNITLESS},${timeAt(24)}`];
  deepStrictEqual(laboratory.pages(LARGE, UNITLESS), owed, 'pages of what was replayed');

  const before = { decisions: await decisionsIn(run.db), pages: run.endpoint.taken.length };
  await replay(run, port, '--all', '--state=all');
  deepStrictEqual(await onTopic(), [2, 3], 'how often the messages are on the topic once replayed again');
  const after = { decisions: await decisionsIn(run.db), pages: run.endpoint.taken.length };
  deepStrictEqual(after, before, 'decisions and pages of a second replay');
  await holdsTraces(run);
  run.say('dead letters of a gateway and of inference were replayed by the front door');
}

/** Starts a gateway whose limit is too low, beside the gateway at `usual`. */
async function toSmallGateway(
  run: ScenarioRun,
  usual: number,
  use: (port: number) => Promise<void>,
): Promise<void> {
  const { replica, port } = await run.replica('gateway').beside((free) => ({
    // The other's feed, so that one replay takes the letters of both.
    MLLP_LISTEN: `127.0.0.1:${free}?name=listen-${usual}`,
    MAX_FRAME_BYTES: String(SMALL_FRAME_BYTES),
  }));
  try {
    await replica.start();
    await run.until('readiness of the small gateway', () => replica.isReady());
    await use(port);
  } finally {
    await replica.kill();
  }
}

/** Restarts a replica with the corrected settings: sends SIGTERM, and its supervisor starts it again. */
async function restartInference(run: ScenarioRun): Promise<void> {
  const inference = run.replica('inference');
  inference.signal('SIGTERM');
  await run.until('the end of inference', () => inference.ends.length > 0);
  await run.untilReady();
}

/** Replays, with what is still refused, and waits until all that was taken is decided and paged. */
async function replay(run: ScenarioRun, port: number, ...flags: readonly string[]): Promise<void> {
  const args = ['dead-letters', 'replay', `--to=127.0.0.1:${port}`, ...flags];
  const output = await renwatch(run, args, { exitCode: 1 });
  const ends = output
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\S+ +| from .*?(?=,|$)/g, ''));
  const refusal = 'refused: AR, dead-lettered again: not-hl7';
  deepStrictEqual(ends.sort(), [refusal, 'replayed: AA', 'replayed: AA'], 'what a replay said');
  await run.untilDone();
}

async function holdsTraces(run: ScenarioRun): Promise<void> {
  const output = await renwatch(run, ['dead-letters', 'list', '--state=all', '--json']);
  const letters = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
  const traces = letters.map(({ origin, reason, actions }) =>
    [origin, reason, ...actions.map(({ action }) => action)].join(' '),
  );
  const twice = (end: string) => `replay-begun ${end} replay-begun ${end}`;
  const expected = [
    `gateway not-hl7 ${twice('replay-refused')}`,
    `gateway too-large ${twice('replayed')}`,
    `inference unit-missing ${twice('replayed')}`,
  ];
  deepStrictEqual(traces.sort(), expected, 'what the trace of each letter holds');
}
