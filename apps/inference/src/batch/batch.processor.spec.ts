import { nhsEnglandRule, type AkiModel } from '@renwatch/aki';
import { type AkiAlertRecord, type DeadLetterRecord, NewerSchemaError } from '@renwatch/events';
import * as fc from 'fast-check';
import { DecisionDrafter } from '../decision/decision.drafter';
import { DecisionMaker } from '../decision/decision.maker';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { BatchDecider } from './batch.decider';
import { BatchProcessor, type LogMessage } from './batch.processor';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2024, 2, 31);
const now = () => new Date(START_MS);

interface Specimen {
  mrn?: string;
  umolPerL: string;
  hours: number;
  order?: string;
  status?: string;
  adtBirthDate?: string;
}

/** A message as the fake reader below reads it. */
const message = (offset: number, specimen: Specimen | 'newer' | 'poison'): LogMessage => ({
  offset: BigInt(offset),
  value: Buffer.from(JSON.stringify(specimen)),
});

function read(value: Buffer | null, { offset }: { offset: bigint }): Intake {
  const specimen = JSON.parse(String(value)) as Specimen | 'newer' | 'poison';
  if (specimen === 'newer') throw new NewerSchemaError('hl7.messages', 2, 1);
  if (specimen === 'poison') throw new PoisonMessageError('invalid-record', 'not a record');
  const { mrn = '1', umolPerL, hours, order = '', status = 'F', adtBirthDate } = specimen;
  const instant = new Date(START_MS + hours * HOUR_MS).toISOString();
  const observedAt = {
    local: instant.replace(/\D/g, '').slice(0, 14),
    instant,
    precision: 'second' as const,
  };
  return {
    offset,
    messageId: `m-${JSON.stringify(specimen)}`,
    feed: 'ward',
    receivedAt: instant,
    patient: {
      key: `local|${mrn}`,
      authority: 'local',
      mrn,
      birthDate: adtBirthDate ?? null,
      sex: 'U',
      demographicsAt: adtBirthDate ? instant : null,
    },
    results: adtBirthDate
      ? []
      : [{ observation: 0, order, subId: '', observedAt, umolPerL, comparator: '', status, sentAt: instant }],
    refused: [],
  };
}

function harness(model: AkiModel | null = null) {
  const store = new MemoryDecisionStore();
  const published: AkiAlertRecord[] = [];
  const letters: DeadLetterRecord[] = [];
  const happened: string[] = [];
  const drafter = new DecisionDrafter({
    rule: nhsEnglandRule,
    model: model?.info ?? null,
    decisionId: (resultId, revision) => `${resultId}#${revision}`,
  });
  const maker = new DecisionMaker({ model, onModelFailure: () => happened.push('model failed') });
  const decider = new BatchDecider({
    drafter,
    maker,
    resultId: (patientId, { order, observedAt, subId, umolPerL }) =>
      JSON.stringify([patientId, order, observedAt, subId, order === '' ? umolPerL : '']),
    alerts: { alertId: (of) => JSON.stringify(of), modelVersion: null, thresholds: null, now },
  });
  const processor = new BatchProcessor({
    store,
    decider,
    read,
    writeDeadLetters: (some) => Promise.resolve(void letters.push(...some)),
    publishAlerts: (alerts) => Promise.resolve(void published.push(...alerts)),
    retryAfterMs: 10,
    now,
    events: {
      batchCommitted: () => undefined,
      batchDelayed: () => happened.push('delayed'),
      batchHalved: () => happened.push('halved'),
      fenceRefused: () => happened.push('refused'),
      messagesLost: (_partition, from, to) => happened.push(`lost ${from} to ${to}`),
    },
  });
  const process = (messages: readonly LogMessage[], logEndOffset = 1_000n) =>
    processor.process({ partition: 0, messages, logEndOffset }, () => Promise.resolve());
  return { store, published, letters, happened, process };
}

const summary = ({ decisions }: MemoryDecisionStore['state']) =>
  decisions.map(({ draft, level }) => [
    draft.decisionId,
    draft.judged?.outcome.stage,
    draft.judged?.outcome.criterion,
    draft.judged?.outcome.historyIds,
    level,
  ]);

class StoreAway extends Error {
  readonly retriable = true;
}

describe('the batch processor', () => {
  it('decides each result against the earlier ones and publishes the alerts it recorded', async () => {
    const { process, store, published } = harness();
    const batch = [message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '170', hours: 24 })];
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect(store.state.decisions.map((decision) => decision.level)).toEqual([0, 2]);
    expect(published).toMatchObject([{ patient: { mrn: '1' }, stage: 2, baselineUmolPerL: 80 }]);
    expect(store.state.alerts.map((alert) => alert.record)).toEqual(published);
    expect(store.state.progress.get(0)).toBe(2n);
  });

  it('decides the same wherever its batches begin and end', async () => {
    const specimen = fc.record({
      mrn: fc.constantFrom('1', '2'),
      umolPerL: fc.integer({ min: 50, max: 400 }).map(String),
      hours: fc.integer({ min: 0, max: 300 }),
      order: fc.constantFrom('', 'o1', 'o2'),
      status: fc.constantFrom('F', 'P', 'C', 'D'),
    });
    const birth = fc.record({
      umolPerL: fc.constant('1'),
      hours: fc.integer({ min: 0, max: 300 }),
      adtBirthDate: fc.constantFrom('1950-01-01', '2015-01-01'),
    });
    const stream = fc.array(fc.oneof(specimen, birth), { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        stream,
        fc.infiniteStream(fc.integer({ min: 1, max: 6 })),
        async (specimens, sizes) => {
          const messages = specimens.map((one, i) => message(i, one));
          const whole = harness();
          await whole.process(messages);
          const pieces = harness();
          for (let from = 0; from < messages.length;) {
            const to = from + (sizes.next().value as number);
            await pieces.process(messages.slice(from, to));
            from = to;
          }
          expect(summary(pieces.store.state)).toEqual(summary(whole.store.state));
          expect(pieces.published).toEqual(whole.published);
          expect(pieces.store.state.patients).toEqual(whole.store.state.patients);
        },
      ),
    );
  });

  it('makes no new decision and no new alert of a stream that comes again', async () => {
    const { process, store, published } = harness();
    const specimens = [80, 130, 170, 90].map((value, i) => ({ umolPerL: String(value), hours: 12 * i }));
    await process(specimens.map((one, i) => message(i, one)));
    const before = [summary(store.state), published.length];
    await process(specimens.map((one, i) => message(specimens.length + i, one)));
    expect([summary(store.state), published.length]).toEqual(before);
  });

  it('decides later results again after a late one, naming what is superseded, and pages for the newest alone', async () => {
    const { process, store, published } = harness();
    await process([message(0, { umolPerL: '170', hours: 48 }), message(1, { umolPerL: '172', hours: 60 })]);
    expect(published).toEqual([]);
    await process([message(2, { umolPerL: '80', hours: 0 })]);
    const redone = store.state.decisions.filter((decision) => decision.draft.revision === 2);
    expect(
      redone.map(({ level, draft }) => [level, draft.supersedes?.endsWith('#1'), draft.isNewest]),
    ).toEqual([
      [2, true, false],
      [2, true, true],
    ]);
    expect(published.map((alert) => alert.creatinineUmolPerL)).toEqual([172]);
  });

  it('records a retraction when a decided result is deleted', async () => {
    const { process, store } = harness();
    await process([message(0, { umolPerL: '80', hours: 0, order: 'o1' })]);
    await process([message(1, { umolPerL: '80', hours: 0, order: 'o1', status: 'D' })]);
    expect(
      store.state.decisions.map(({ draft, level }) => [draft.revision, draft.judged !== null, level]),
    ).toEqual([
      [1, true, 0],
      [2, false, 0],
    ]);
  });

  it('is refused by the fence when it begins before or after the progress, and writes nothing', async () => {
    const { process, store, happened } = harness();
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '81', hours: 1 })]);
    const before = summary(store.state);
    expect(await process([message(1, { umolPerL: '81', hours: 1 })])).toEqual({ kind: 'seek', offset: 2n });
    expect(await process([message(5, { umolPerL: '99', hours: 9 })])).toEqual({ kind: 'seek', offset: 2n });
    expect(summary(store.state)).toEqual(before);
    expect(happened).toEqual(['refused', 'refused']);
  });

  it('stops the partition where the log ends before the progress, because somebody made the topic anew', async () => {
    const { process, store } = harness();
    store.state.progress.set(0, 50n);
    expect(await process([message(0, { umolPerL: '80', hours: 0 })], 1n)).toMatchObject({
      kind: 'stop-partition',
    });
  });

  it('goes on, with an alarm, where the log begins after the progress even when asked again', async () => {
    const { process, happened } = harness();
    const late = [message(7, { umolPerL: '80', hours: 0 })];
    expect(await process(late)).toEqual({ kind: 'seek', offset: 0n });
    expect(await process(late)).toEqual({ kind: 'seek', offset: 7n });
    expect(happened).toContain('lost 0 to 7');
    expect(await process(late)).toEqual({ kind: 'done' });
  });

  it('puts a batch off while the database is away and then decides it once', async () => {
    const { process, store, published } = harness();
    store.failures = [new StoreAway('away'), new StoreAway('away')];
    const batch = [message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '170', hours: 24 })];
    expect(await process(batch)).toEqual({ kind: 'retry', afterMs: 10 });
    expect(await process(batch)).toEqual({ kind: 'retry', afterMs: 10 });
    expect(published).toEqual([]);
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect(store.state.decisions).toHaveLength(2);
    expect(published).toHaveLength(1);
  });

  it('dead-letters the one message that no column takes and decides its neighbours', async () => {
    const { process, store, letters } = harness();
    store.poisons = (changes) =>
      changes.revisions.some((one) => one.umolPerL === '13') ? new Error('22021') : undefined;
    const values = ['80', '81', '13', '82', '83'];
    const outcome = await process(values.map((umolPerL, i) => message(i, { umolPerL, hours: i })));
    expect(outcome).toEqual({ kind: 'done' });
    expect(letters).toMatchObject([{ reason: 'processing-failed', source: { offset: '2' } }]);
    expect([...store.state.results.values()].map((one) => one.result.umolPerL)).toEqual([
      '80',
      '81',
      '82',
      '83',
    ]);
    expect(store.state.progress.get(0)).toBe(5n);
  });

  it('dead-letters what is no record and decides its neighbours', async () => {
    const { process, store, letters } = harness();
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, 'poison')]);
    expect(letters).toMatchObject([{ reason: 'invalid-record', source: { offset: '1' } }]);
    expect(store.state.decisions).toHaveLength(1);
  });

  it('decides what comes before a record of a newer schema, then waits there', async () => {
    const { process, store, letters } = harness();
    const batch = [
      message(0, { umolPerL: '80', hours: 0 }),
      message(1, 'newer'),
      message(2, { umolPerL: '9', hours: 1 }),
    ];
    expect(await process(batch)).toEqual({ kind: 'seek', offset: 1n });
    expect(await process(batch.slice(1))).toMatchObject({ kind: 'stop-partition' });
    expect(store.state.decisions).toHaveLength(1);
    expect(letters).toEqual([]);
  });

  it('lets the rule decide alone when the model fails', async () => {
    const info: AkiModel['info'] = {
      version: 'broken',
      sha256: '',
      features: [],
      holdBackThreshold: 0.5,
      alertThreshold: 0.5,
      domain: {
        ageYears: { min: 0, max: 120 },
        historyResults: { min: 0, max: 100 },
        umolPerL: { min: 0, max: 3000 },
      },
    };
    const broken: AkiModel = { info, predict: () => Promise.reject(new Error('no tensor')) };
    const { process, store, happened } = harness(broken);
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '130', hours: 24 })]);
    expect(happened).toEqual(['model failed']);
    expect(store.state.decisions.map(({ level, probability }) => [level, probability])).toEqual([
      [0, null],
      [1, null],
    ]);
  });
});
