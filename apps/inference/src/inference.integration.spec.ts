import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { AKI_ALERTS, DEAD_LETTERS, decodeAkiAlert, decodeDeadLetter } from '@renwatch/events';
import { SHIPPED_MODEL_PATH } from '@renwatch/model';
import { Metrics, Readiness, Reload } from '@renwatch/runtime';
import { erasuresRepository, shadowDecisionsRepository } from '@renwatch/store';
import { mergeOf, oru } from './hl7-records.spec-support';
import { InferenceRun } from './inference-run.spec-support';

describe('inference on a real broker and database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-inference-'));
  const history = join(folder, 'history.csv');
  let run: InferenceRun;
  let replica: INestApplicationContext;

  const modelSwitch = join(folder, 'model-switch');
  const start = () =>
    run.start({ HISTORY_CSV: history, MODEL_SWITCH_FILE: modelSwitch, SHADOW_MODEL: SHIPPED_MODEL_PATH });
  const alertsOf = async (...mrns: string[]) =>
    (await run.recordsOf(AKI_ALERTS, decodeAkiAlert)).filter(({ patient }) => mrns.includes(patient.mrn));

  /** Adds up the series that hold these labels: at least what this spec caused, for other specs send to the same topic. */
  const metric = async (name: string, labels: string) => {
    const text = await replica.get(Metrics).registry.metrics();
    const series = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
    return series.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };

  beforeAll(async () => {
    writeFileSync(history, 'mrn,creatinine_date_0,creatinine_result_0\n77,2024-03-01 08:00:00,80.5\n');
    run = await InferenceRun.begin('inference');
    replica = await start();
  });

  afterAll(async () => {
    await run?.end();
    rmSync(folder, { recursive: true });
  });

  it('records decisions with their grounds and publishes the alert', async () => {
    await run.process([
      oru({ mrn: '1', hour: 0, value: '80' }),
      oru({ mrn: '1', hour: 12, value: '90' }),
      oru({ mrn: '1', hour: 24, value: '250' }),
    ]);
    const [first, second, third] = await run.decided(['1']);
    expect(first).toMatchObject({
      stage: 0,
      criterion: 'no-history',
      level: 0,
      history: [],
      rule: 'nhs-england',
    });
    expect(second).toMatchObject({ stage: 0, level: 0, history: [first?.resultId] });
    expect(third).toMatchObject({
      stage: 3,
      level: 3,
      source: 'rule',
      history: [first?.resultId, second?.resultId],
    });
    expect(third?.probability).not.toBeNull();
    expect(third).toMatchObject({
      historyRevisions: [1, 1],
      birthDate: '1960-01-01',
      sex: 'F',
      ruleSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      policySha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      modelSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(third?.reason).toContain('3.1 × the lowest of the last 7 days (80): AKI stage 3');
    expect(await alertsOf('1')).toMatchObject([
      { decisionId: third?.id, stage: 3, creatinineUmolPerL: 250, baselineUmolPerL: 80 },
    ]);
  });

  it("records the shadow model's verdict beside each decision", async () => {
    const [compared] = await shadowDecisionsRepository.compare(run.db, { sinceIso: '2024-01-01T00:00:00Z' });
    expect(compared?.decisions).toBeGreaterThanOrEqual(3);
    // The same model as the served one here.
    expect(compared).toMatchObject({ sameLevel: compared?.decisions, greatestProbabilityDifference: 0 });
  });

  it('decides against an imported history, which itself is never decided', async () => {
    await run.process([oru({ mrn: '77', hour: 1, value: '170' })]);
    expect(await run.decided(['77'])).toMatchObject([
      { stage: 2, criterion: 'ratio-365d', baselineUmolPerL: 80.5 },
    ]);
  });

  it('dead-letters only the faulty messages, and counts them by reason', async () => {
    const bad = oru({ mrn: '2', hour: 1, value: '81', code: 'CREATI\0NINE' });
    await run.process([
      oru({ mrn: '2', hour: 0, value: '80' }),
      bad,
      Buffer.from('no record'),
      oru({ mrn: '2', hour: 2, value: '82' }),
      oru({ mrn: '2', hour: 3, value: 'about 80' }),
    ]);
    const letters = await run.recordsOf(DEAD_LETTERS, decodeDeadLetter);
    expect(letters.map((letter) => letter.reason).sort()).toEqual([
      'invalid-record',
      'not-a-number',
      'nul-character',
    ]);
    expect(letters.find((letter) => letter.reason === 'nul-character')?.payload).toBe(bad.raw);
    expect((await run.decided(['2'])).map(({ umolPerL }) => umolPerL)).toEqual(['80', '82']);
    for (const { reason } of letters)
      expect(await metric('renwatch_inference_dead_letters_total', `reason="${reason}"`)).toBeGreaterThan(0);
  });

  it('keeps nothing of what was sent before its patient was erased', async () => {
    const [mrn, old] = ['erased-1', 'erased-2'];
    const before = [
      oru({ mrn: old, hour: 0, value: '80' }),
      mergeOf({ mrn, old, sentHour: 1 }),
      oru({ mrn, hour: 24, value: '250' }),
      oru({ mrn, hour: 25, value: 'about 250' }),
    ];
    await run.process(before);
    expect(await run.decided([mrn, old])).toHaveLength(2);
    const erasure = await erasuresRepository.erase(run.db, {
      key: `local|${old}`,
      by: 'spec',
      because: 'spec',
    });
    const receivedAt = new Date(Date.parse(erasure?.erasedAt ?? '') + 1_000).toISOString();
    // Again from the topic, and again from the sender, received after the erasure.
    await run.process([...before, ...before.map((record) => ({ ...record, receivedAt }))]);
    const known = 'SELECT 1 FROM patients WHERE mrn = ANY ($1)';
    expect(await run.db.query(known, [[mrn, old]])).toEqual([]);
    const letters = (await run.recordsOf(DEAD_LETTERS, decodeDeadLetter)).filter(
      ({ reason, source }) => reason === 'patient-erased' && before.some(({ id }) => id === source.messageId),
    );
    expect(letters.map(({ payload }) => payload)).toEqual(Array(2 * before.length).fill(''));
    expect(JSON.stringify(letters)).not.toContain('erased-');
    expect(
      await metric('renwatch_inference_dead_letters_total', 'reason="patient-erased"'),
    ).toBeGreaterThanOrEqual(2 * before.length);

    // A message sent afterwards makes a new patient.
    const hoursOn = Math.ceil((Date.parse(receivedAt) - Date.UTC(2024, 2, 31)) / 3_600_000);
    await run.process([{ ...oru({ mrn, hour: 26, value: '260', sentHour: hoursOn }), receivedAt }]);
    expect(await run.decided([mrn])).toMatchObject([{ umolPerL: '260', criterion: 'no-history' }]);
  });

  it("splits a dead letter that exceeds the topic's record limit", async () => {
    const garbage = Buffer.alloc(900_000, 'no record');
    await run.process([garbage, oru({ mrn: '4', hour: 0, value: '80' })]);
    const letters = await run.recordsOf(DEAD_LETTERS, decodeDeadLetter);
    const parts = letters
      .filter(({ part }) => part)
      .sort((a, b) => Number(a.part?.index) - Number(b.part?.index));
    const own = new Map(parts.map((part) => [part.id, Buffer.from(part.payload, 'base64')]));
    expect(Buffer.concat([...own.values()]).equals(garbage)).toBe(true);
    expect(parts.at(-1)?.part?.last).toBe(true);
    expect(await run.decided(['4'])).toHaveLength(1);
  });

  it('switches the model off and on again at a reload', async () => {
    const probabilities = async () =>
      (await run.decided(['3'])).map(({ probability, modelSilence }) => [probability !== null, modelSilence]);
    const turn = (state: string) => {
      writeFileSync(modelSwitch, state);
      replica.get(Reload).request();
      return replica.get(Readiness).report().parts['model'];
    };
    await run.process([oru({ mrn: '3', hour: 0, value: '80' })]);
    expect(turn('off')).toMatchObject({ ready: true, detail: expect.stringMatching(/^off/) as unknown });
    await run.process([oru({ mrn: '3', hour: 12, value: '81' })]);
    expect(turn('no idea')).toMatchObject({ detail: expect.stringMatching(/^off/) as unknown });
    await run.process([oru({ mrn: '3', hour: 24, value: '82' })]);
    expect(turn('on')).toMatchObject({ detail: expect.not.stringMatching(/^off/) as unknown });
    await run.process([oru({ mrn: '3', hour: 36, value: '83' })]);
    expect(await probabilities()).toEqual([
      [true, null],
      [false, 'off'],
      [false, 'off'],
      [true, null],
    ]);
    expect(await metric('renwatch_inference_rule_alone_total', 'reason="off"')).toBeGreaterThanOrEqual(2);
    expect(await metric('renwatch_inference_model_on', '')).toBe(1);
  });

  it('suspects a feed whose creatinines suddenly are 88 times lower', async () => {
    const feed = 'suspected';
    const suspicion = () => metric('renwatch_inference_unit_change_suspected', `feed="${feed}"`);
    const mrns = Array.from({ length: 10 }, (_, i) => `unit-${i}`);
    await run.process(mrns.map((mrn) => oru({ mrn, hour: 0, value: '80', feed })));
    expect(await suspicion()).toBe(0);
    await run.process(mrns.map((mrn, i) => oru({ mrn, hour: 12, value: i % 2 ? '0.95' : '8000', feed })));
    expect(await suspicion()).toBe(1);
  });

  it('decides and pages nothing again if everything is resent after a restart', async () => {
    const before = await run.decided(['1', '77']);
    const again = [
      oru({ mrn: '1', hour: 0, value: '80' }),
      oru({ mrn: '1', hour: 12, value: '90' }),
      oru({ mrn: '1', hour: 24, value: '250' }),
      oru({ mrn: '77', hour: 1, value: '170' }),
    ];
    await run.send(again);
    await run.stop(replica);
    replica = await start();
    await run.process(again);
    expect(await run.decided(['1', '77'])).toEqual(before);
    expect(await alertsOf('1', '77')).toHaveLength(2);
  });

  it('catches up without new messages after an older database was restored', async () => {
    await run.process([oru({ mrn: '5', hour: 0, value: '80' }), oru({ mrn: '5', hour: 24, value: '250' })]);
    const before = await run.decided(['5']);
    const alerts = await run.alertsOf('5');
    expect(alerts).toHaveLength(1);
    await run.stop(replica);
    // Like a restored backup that is older than the first message.
    const restored = await InferenceRun.begin('inference');
    try {
      await restored.start({ MODEL: 'off' });
      await restored.process([]);
      const idsOf = (decided: typeof before) =>
        decided.map(({ id, resultId, level }) => ({ id, resultId, level }));
      expect(idsOf(await restored.decided(['5']))).toEqual(idsOf(before));
      expect((await restored.alertsOf('5')).map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
    } finally {
      await restored.end();
    }
  });
});
