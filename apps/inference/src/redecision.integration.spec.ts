import { mergeOf, oru } from './hl7-records.spec-support';
import { InferenceRun } from './inference-run.spec-support';

const PAIRS = 12;

describe.each([
  { replicas: 1, rule: 'nhs-england' },
  { replicas: 2, rule: 'kdigo' },
])('on $replicas replica(s) by the rule $rule', ({ replicas, rule }) => {
  let run: InferenceRun;
  const patient = (name: string) => `${replicas}-${name}`;
  beforeAll(async () => {
    run = await InferenceRun.begin(`redecision-${replicas}`);
    for (let i = 0; i < replicas; i += 1) await run.start({ MODEL: 'off', AKI_RULE: rule });
  });
  afterAll(() => run?.end());

  it("a correction of an earlier result supersedes the later one's decision", async () => {
    const mrn = patient('corrected');
    await run.process([
      oru({ mrn, hour: 0, value: '80', order: 'o1' }),
      oru({ mrn, hour: 24, value: '170', order: 'o2' }),
    ]);
    const [, before] = await run.decided([mrn]);
    expect(before).toMatchObject({ stage: 2, revision: 1, supersedes: null, because: 'new', rule });
    await run.process([oru({ mrn, hour: 0, value: '160', order: 'o1', status: 'C', sentHour: 30 })]);
    const [, after] = await run.decided([mrn]);
    expect(after).toMatchObject({ stage: 0, level: 0, revision: 2, supersedes: before?.id, alerted: false });
    expect(after).toMatchObject({ because: 'history-changed' });
    expect(await run.alertsOf(mrn)).toHaveLength(1);
  });

  it('a deletion retracts the decision', async () => {
    const mrn = patient('deleted');
    await run.process([
      oru({ mrn, hour: 0, value: '80', order: 'o1' }),
      oru({ mrn, hour: 24, value: '170', order: 'o2' }),
    ]);
    await run.process([oru({ mrn, hour: 24, value: '', order: 'o2', status: 'D', sentHour: 30 })]);
    const [, after] = await run.decided([mrn]);
    expect(after).toMatchObject({ criterion: 'retracted', level: 0, revision: 2, resultRevision: 2 });
    const [alert] = await run.alertsOf(mrn);
    const retractions = 'SELECT alert_id, because FROM retractions WHERE decision_id = $1';
    expect(await run.db.query(retractions, [after?.id])).toEqual([
      { alert_id: alert?.id, because: 'withdrawn' },
    ]);
    await run.process([oru({ mrn, hour: 48, value: '82', order: 'o3' })]);
    expect((await run.decided([mrn])).at(-1)).toMatchObject({ history: [expect.any(String)] });
  });

  it('a late result pages for the later one that now shows AKI', async () => {
    const mrn = patient('late');
    await run.process([oru({ mrn, hour: 48, value: '170' })]);
    expect(await run.alertsOf(mrn)).toEqual([]);
    await run.process([oru({ mrn, hour: 0, value: '80', sentHour: 50 })]);
    const [late, again] = await run.decided([mrn]);
    expect(again).toMatchObject({ stage: 2, revision: 2, alerted: true, history: [late?.resultId] });
    expect(await run.alertsOf(mrn)).toMatchObject([{ decisionId: again?.id, baselineUmolPerL: 80 }]);
  });

  it('a merge joins both histories and pages under the surviving number', async () => {
    const [mrn, old] = [patient('new'), patient('old')];
    await run.process([oru({ mrn: old, hour: 0, value: '80' }), oru({ mrn, hour: 24, value: '170' })]);
    expect(await run.alertsOf(mrn, old)).toEqual([]);
    await run.process([mergeOf({ mrn, old, sentHour: 30 })]);
    expect(await run.alertsOf(mrn, old)).toMatchObject([
      { patient: { mrn }, stage: 2, baselineUmolPerL: 80 },
    ]);
    await run.process([oru({ mrn: old, hour: 40, value: '250' })]);
    expect(await run.alertsOf(mrn, old)).toMatchObject([
      { patient: { mrn }, stage: 2 },
      { patient: { mrn }, stage: 3, creatinineUmolPerL: 250 },
    ]);
    const merges = await run.db.query<{ feed: string }>(
      'SELECT m.feed FROM merges m JOIN patients p ON p.id = m.patient_id WHERE p.mrn = $1',
      [old],
    );
    expect(merges).toEqual([{ feed: 'ward' }]);
  });

  it('merges and results on different partitions end in the same decisions', async () => {
    const pairs = Array.from({ length: PAIRS }, (_, i) => [patient(`new${i}`), patient(`old${i}`)] as const);
    const streams = pairs.map(([mrn, old]) => [
      oru({ mrn: old, hour: 0, value: '80' }),
      oru({ mrn, hour: 12, value: '85' }),
      mergeOf({ mrn, old, sentHour: 20 }),
      oru({ mrn: old, hour: 24, value: '170' }),
      oru({ mrn, hour: 36, value: '260' }),
    ]);
    const messages = streams.flat();
    // Interleaved, so that one patient's two partitions are at work on the same patient at the same time.
    await run.process([...messages.filter((_, i) => i % 2 === 0), ...messages.filter((_, i) => i % 2)]);
    const partitions = await run.partitions();
    const apart = pairs.filter((pair) => new Set(pair.map((mrn) => partitions.get(`local|${mrn}`))).size > 1);
    expect(apart.length).toBeGreaterThan(0);
    for (const [mrn, old] of pairs) {
      const decided = await run.decided([mrn, old]);
      const inTime = [...decided].sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1));
      expect(inTime.map(({ stage }) => stage)).toEqual([0, 0, 2, 3]);
      const ids = inTime.map(({ resultId }) => resultId);
      expect(inTime.map(({ history }) => history)).toEqual(ids.map((_id, i) => ids.slice(0, i)));
    }
  });
});
