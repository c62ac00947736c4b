import { type AkiModel } from '@renwatch/aki';
import * as fc from 'fast-check';
import { harness, message, summary, survivors } from './batch-harness.spec-support';

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
      mrn: fc.constantFrom('1', '2', '3'),
      umolPerL: fc.integer({ min: 50, max: 400 }).map(String),
      // Also one that looks back on none of the others.
      hours: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(9_600)),
      order: fc.constantFrom('', 'o1', 'o2'),
      status: fc.constantFrom('F', 'P', 'C', 'D'),
    });
    const birth = fc.record({
      umolPerL: fc.constant('1'),
      hours: fc.integer({ min: 0, max: 300 }),
      adtBirthDate: fc.constantFrom('1950-01-01', '2015-01-01'),
    });
    const merge = fc.record({
      mrn: fc.constantFrom('1', '2'),
      umolPerL: fc.constant('1'),
      hours: fc.integer({ min: 0, max: 300 }),
      merges: fc.constantFrom('1', '2', '3'),
    });
    const stream = fc.array(
      fc.oneof(
        { weight: 12, arbitrary: specimen },
        { weight: 2, arbitrary: birth },
        { weight: 1, arbitrary: merge },
      ),
      { minLength: 1, maxLength: 25 },
    );
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
          expect(survivors(pieces.store.state)).toEqual(survivors(whole.store.state));
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
    const { process, store, log } = harness();
    store.state.progress.set(0, 50n);
    log.end = 1n;
    expect(await process([message(0, { umolPerL: '80', hours: 0 })])).toMatchObject({
      kind: 'stop-partition',
    });
  });

  it('goes on, with an alarm, where the retention of what it waits for has run out', async () => {
    const { process, happened, log } = harness();
    log.start = 7n;
    const late = [message(7, { umolPerL: '80', hours: 0 })];
    expect(await process(late)).toEqual({ kind: 'seek', offset: 7n });
    expect(happened).toContain('lost 0 to 7');
    expect(await process(late)).toEqual({ kind: 'done' });
  });

  it('goes past nothing that the log still has, however often it is sent back', async () => {
    const { process, happened } = harness();
    const late = [message(7, { umolPerL: '80', hours: 0 })];
    for (let i = 0; i < 3; i += 1) expect(await process(late)).toEqual({ kind: 'seek', offset: 0n });
    expect(happened).toEqual(['refused', 'refused', 'refused']);
  });

  it('decides the same in transactions of few decisions, for results that come newest first', async () => {
    const specimens = Array.from({ length: 12 }, (_one, i) => ({
      umolPerL: String(80 + 9 * i),
      hours: 120 - 10 * i,
    }));
    const messages = [...specimens.map((one, i) => message(i, one)), message(12, 'poison' as const)];
    const whole = harness();
    await whole.process(messages);
    const pieces = harness(null, { maxDecisions: 5 });
    expect(await pieces.process(messages)).toEqual({ kind: 'done' });
    expect(pieces.store.saves).toBeGreaterThan(whole.store.saves);
    expect(summary(pieces.store.state)).toEqual(summary(whole.store.state));
    expect(pieces.store.state.progress.get(0)).toBe(13n);
    expect(pieces.letters).toHaveLength(1);
  });

  it('pages at the real time though an earlier message carried a date a day ahead', async () => {
    const { process, published } = harness();
    await process([
      message(0, { umolPerL: '80', hours: 0 }),
      message(1, { umolPerL: '82', hours: 20, sentHours: 1 }),
    ]);
    await process([message(2, { umolPerL: '320', hours: 2 })]);
    expect(published).toMatchObject([{ stage: 3, creatinineUmolPerL: 320 }]);
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

  it.each<[string, AkiModel['predict']]>([
    ['fails', () => Promise.reject(new Error('no tensor'))],
    ['gives what is no number', (rows) => Promise.resolve(rows.map(() => Number.NaN))],
  ])('lets the rule decide alone when the model %s', async (_how, predict) => {
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
    const { process, store, happened } = harness({ info, predict });
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '130', hours: 24 })]);
    expect(happened).toEqual(['model failed']);
    expect(store.state.decisions.map(({ level, probability }) => [level, probability])).toEqual([
      [0, null],
      [1, null],
    ]);
  });
});
