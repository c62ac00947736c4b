import { mergeOf, oru } from './hl7-records.spec-support';
import { InferenceRun } from './inference-run.spec-support';

const CANDIDATES = 16;
const SENT_HOUR = 20;

/** One patient's two numbers, whose messages are on different partitions. */
interface Pair {
  a: string;
  b: string;
}

describe('two merges of one second, the other way round on two partitions', () => {
  let run: InferenceRun;
  let pairs: Pair[];

  beforeAll(async () => {
    run = await InferenceRun.begin('reversed-merges');
    for (let i = 0; i < 2; i += 1) await run.start({ MODEL: 'off' });
    const names = Array.from({ length: CANDIDATES }, (_item, i) => `reversed-${i}`);
    await run.process(names.map((mrn) => oru({ mrn, hour: 0, value: '80' })));
    const partitions = await run.partitions();
    const on = (partition: number) => names.filter((mrn) => partitions.get(`local|${mrn}`) === partition);
    const [first, second] = [on(0), on(1)];
    pairs = first.flatMap((a, i) => (second[i] === undefined ? [] : [{ a, b: second[i] }]));
  });
  afterAll(() => run?.end());

  /** Merges b into a, then a into b; `apartMs` lies between the arrivals of the two messages. */
  function mergesOf({ a, b }: Pair, apartMs: number) {
    const receivedAt = (afterMs: number) =>
      new Date(Date.UTC(2024, 2, 31, SENT_HOUR, 0, 1, afterMs)).toISOString();
    const earlier = { ...mergeOf({ mrn: a, old: b, sentHour: SENT_HOUR }), receivedAt: receivedAt(0) };
    const later = { ...mergeOf({ mrn: b, old: a, sentHour: SENT_HOUR }), receivedAt: receivedAt(apartMs) };
    return { earlier, later };
  }

  /** Reads the merges, the newest decisions and the pages, with the numbers named a and b. */
  async function stateOf({ a, b }: Pair) {
    const survivors = await run.db.query<{ mrn: string; survivor: string | null }>(
      `SELECT p.mrn, s.mrn AS survivor FROM patients p LEFT JOIN patients s ON s.id = p.merged_into
       WHERE p.mrn = ANY ($1) ORDER BY p.mrn = $2 DESC`,
      [[a, b], a],
    );
    const decided = await run.decided([a, b]);
    const alerts = await run.alertsOf(a, b);
    const nameOf = (mrn: string | null) => (mrn === null ? null : mrn === a ? 'a' : 'b');
    return {
      survivors: survivors.map(({ mrn, survivor }) => [nameOf(mrn), nameOf(survivor)]),
      decided: decided
        .map(({ mrn, observedAt, stage, history }) => [nameOf(mrn), observedAt, stage, history.length])
        .sort(),
      alerts: alerts.map(({ patient, stage }) => [nameOf(patient.mrn), stage]),
    };
  }

  it('ends in the merge received later, whichever partition is faster', async () => {
    const states = [];
    for (const order of ['as received', 'reversed', 'at once'] as const) {
      const pair = pairs.shift();
      if (!pair) throw new Error('too few pairs on two partitions');
      const { earlier, later } = mergesOf(pair, 5);
      if (order === 'at once') await run.process([earlier, later]);
      else
        for (const merge of order === 'reversed' ? [later, earlier] : [earlier, later])
          await run.process([merge]);
      await run.process([oru({ mrn: pair.a, hour: 24, value: '300' })]);
      states.push(await stateOf(pair));
    }
    expect(states[0]).toMatchObject({
      survivors: [
        ['a', 'b'],
        ['b', null],
      ],
      alerts: [['b', 3]],
    });
    expect(states.slice(1)).toEqual([states[0], states[0]]);
  });

  it('ends in one state if both were received in one millisecond', async () => {
    const states = [];
    for (const isReversed of [false, true]) {
      const pair = pairs.shift();
      if (!pair) throw new Error('too few pairs on two partitions');
      const { earlier, later } = mergesOf(pair, 0);
      const end = isReversed ? '1' : '0';
      const low = { ...earlier, id: '0'.repeat(31) + end };
      const high = { ...later, id: 'f'.repeat(31) + end };
      for (const merge of isReversed ? [high, low] : [low, high]) await run.process([merge]);
      await run.process([oru({ mrn: pair.a, hour: 24, value: '300' })]);
      states.push(await stateOf(pair));
    }
    expect(states[0]).toMatchObject({ alerts: [['b', 3]] });
    expect(states[1]).toEqual(states[0]);
  });
});
