import { isResultEvent } from '@renwatch/decisions';
import * as fc from 'fast-check';
import { harness, message, summary, survivors } from './batch-harness.spec-support';
import { TimeOut } from './memory-decision-store.spec-support';

class StoreAway extends Error {
  readonly retriable = true;
}

describe('the batch processor', () => {
  it('decides each result against earlier ones and publishes recorded alerts', async () => {
    const { process, store, published } = harness();
    const batch = [message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '170', hours: 24 })];
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect(store.state.decisions.map((decision) => decision.level)).toEqual([0, 2]);
    expect(published).toMatchObject([{ patient: { mrn: '1' }, stage: 2, baselineUmolPerL: 80 }]);
    expect(store.state.alerts.map((alert) => alert.record)).toEqual(published);
    expect(store.state.progress.get(0)).toBe(2n);
  });

  it('lists the codes of messages once they are committed', async () => {
    const { process, store, seen } = harness();
    const batch = [message(0, { umolPerL: '80', hours: 0 })];
    store.failures = [new StoreAway('away')];
    await process(batch);
    expect(seen).toEqual([]);
    await process(batch);
    expect(seen).toEqual([0n]);
  });

  it('decides the same in batches of any size', async () => {
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
          const messages = specimens.map((specimen, i) => message(i, specimen));
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

  it('keeps nothing of messages sent before their patient was erased', async () => {
    const { process, store, letters } = harness();
    const erasedAt = new Date(Date.UTC(2024, 2, 31, 10)).toISOString();
    store.erased.set('local|1', erasedAt).set('local|3', erasedAt);
    const batch = [
      message(0, { umolPerL: '80', hours: 9 }),
      message(1, { mrn: '2', umolPerL: '81', hours: 9 }),
      message(2, { umolPerL: '82', hours: 10 }),
      // Received later, and sent before.
      message(3, { umolPerL: '83', hours: 20, sentHours: 10 }),
      // Received before, by a sender whose clock is ahead.
      message(4, { umolPerL: '84', hours: 10, sentHours: 20 }),
      message(5, { mrn: '2', umolPerL: '0', hours: 9, merges: '3' }),
      message(6, { umolPerL: '85', hours: 11 }),
    ];
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect([...store.state.results.values()].map(({ result }) => result.umolPerL)).toEqual(['81', '85']);
    expect([...store.state.numbers.keys()]).toEqual(['local|2', 'local|1']);
    expect(letters.map(({ source, reason, payload }) => [source.offset, reason, payload])).toEqual(
      ['0', '2', '3', '4', '5'].map((offset) => [offset, 'patient-erased', '']),
    );
    expect(store.state.progress.get(0)).toBe(7n);
  });

  it('makes no new decision or alert if the stream is resent', async () => {
    const { process, store, published } = harness();
    const specimens = [80, 130, 170, 90].map((value, i) => ({ umolPerL: String(value), hours: 12 * i }));
    await process(specimens.map((specimen, i) => message(i, specimen)));
    const before = [summary(store.state), published.length];
    await process(specimens.map((specimen, i) => message(specimens.length + i, specimen)));
    expect([summary(store.state), published.length]).toEqual(before);
  });

  it('writes nothing if the batch begins before or after the progress', async () => {
    const { process, store, happened } = harness();
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, { umolPerL: '81', hours: 1 })]);
    const before = summary(store.state);
    expect(await process([message(1, { umolPerL: '81', hours: 1 })])).toEqual({ kind: 'seek', offset: 2n });
    expect(await process([message(5, { umolPerL: '99', hours: 9 })])).toEqual({ kind: 'seek', offset: 2n });
    expect(summary(store.state)).toEqual(before);
    expect(happened).toEqual(['refused', 'refused']);
  });

  it('stops the partition if the log ends before the progress', async () => {
    const { process, store, log } = harness();
    store.state.progress.set(0, 50n);
    log.end = 1n;
    expect(await process([message(0, { umolPerL: '80', hours: 0 })])).toMatchObject({
      kind: 'stop-partition',
    });
  });

  it('skips expired messages with an alarm', async () => {
    const { process, happened, log } = harness();
    log.start = 7n;
    const late = [message(7, { umolPerL: '80', hours: 0 })];
    expect(await process(late)).toEqual({ kind: 'seek', offset: 7n });
    expect(happened).toContain('lost 0 to 7');
    expect(await process(late)).toEqual({ kind: 'done' });
  });

  it('skips nothing that the log still has, however often it must seek', async () => {
    const { process, happened } = harness();
    const late = [message(7, { umolPerL: '80', hours: 0 })];
    for (let i = 0; i < 3; i += 1) expect(await process(late)).toEqual({ kind: 'seek', offset: 0n });
    expect(happened).toEqual(['refused', 'refused', 'refused']);
  });

  it('decides the same if the limit of decisions splits a batch', async () => {
    const specimens = Array.from({ length: 12 }, (_, i) => ({
      umolPerL: String(80 + 9 * i),
      hours: 120 - 10 * i,
    }));
    const messages = [
      ...specimens.map((specimen, i) => message(i, specimen)),
      message(12, 'poison' as const),
    ];
    const whole = harness();
    await whole.process(messages);
    const pieces = harness({ maxDecisions: 5 });
    expect(await pieces.process(messages)).toEqual({ kind: 'done' });
    expect(pieces.store.saves).toBeGreaterThan(whole.store.saves);
    expect(summary(pieces.store.state)).toEqual(summary(whole.store.state));
    expect(pieces.store.state.progress.get(0)).toBe(13n);
    expect(pieces.letters).toHaveLength(1);
  });

  it('retries a batch while the database is away, then decides it once', async () => {
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

  it('dead-letters the message that the database refuses and decides its neighbours', async () => {
    const { process, store, letters, happened } = harness();
    store.poisons = (changes) =>
      changes.events.some((event) => isResultEvent(event) && event.result.umolPerL === '13')
        ? new Error('22021')
        : undefined;
    const values = ['80', '81', '13', '82', '83'];
    const outcome = await process(values.map((umolPerL, i) => message(i, { umolPerL, hours: i })));
    expect(outcome).toEqual({ kind: 'done' });
    expect(letters).toMatchObject([{ reason: 'processing-failed', source: { offset: '2' } }]);
    // Bisected twice; one heartbeat for each failed attempt keeps the member in its group.
    expect(happened).toEqual(['heartbeat', 'halved', 'heartbeat', 'halved', 'heartbeat']);
    expect([...store.state.results.values()].map(({ result }) => result.umolPerL)).toEqual([
      '80',
      '81',
      '82',
      '83',
    ]);
    expect(store.state.progress.get(0)).toBe(5n);
  });

  describe('with a message that the database cannot save in time', () => {
    const values = ['80', '81', '13', '82', '83'];
    const given = () => {
      const run = harness();
      const batch = values.map((umolPerL, i) => message(i, { umolPerL, hours: i }));
      run.store.poisons = (changes) =>
        changes.events.some((event) => isResultEvent(event) && event.result.umolPerL === '13')
          ? new TimeOut('57014')
          : undefined;
      /** As the consumer does: from the progress on. */
      const retry = () => run.process(batch.slice(Number(run.store.state.progress.get(0) ?? 0n)));
      return { ...run, retry };
    };

    it('dead-letters it after some tries and decides its neighbours', async () => {
      const { retry, store, letters } = given();
      let tries = 1;
      while ((await retry()).kind === 'retry' && tries < 20) tries += 1;
      expect(tries).toBeLessThan(10);
      expect(letters).toMatchObject([{ reason: 'processing-failed', source: { offset: '2' } }]);
      expect(store.state.decisions).toHaveLength(4);
      expect(store.state.progress.get(0)).toBe(5n);
    });

    it('waits as long as the database is slow for everything', async () => {
      const { retry, store, letters } = given();
      store.answersInTime = false;
      for (let i = 0; i < 20; i += 1) expect(await retry()).toMatchObject({ kind: 'retry' });
      expect([letters, store.state.progress.get(0)]).toEqual([[], undefined]);
    });
  });

  it('dead-letters an unreadable record and decides its neighbours', async () => {
    const { process, store, letters } = harness();
    await process([message(0, { umolPerL: '80', hours: 0 }), message(1, 'poison')]);
    expect(letters).toMatchObject([{ reason: 'invalid-record', source: { offset: '1' } }]);
    expect(store.state.decisions).toHaveLength(1);
  });

  it('moves past a message only once its dead letter is written', async () => {
    const { process, store, letters, letterTopic, happened } = harness();
    const batch = [message(0, { umolPerL: '80', hours: 0 }), message(1, 'poison')];
    letterTopic.error = Object.assign(new Error('no broker'), { retriable: true });
    expect(await process(batch)).toMatchObject({ kind: 'retry' });
    expect([happened, store.state.decisions, store.state.progress.get(0)]).toEqual([
      ['delayed'],
      [],
      undefined,
    ]);
    letterTopic.error = undefined;
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect(letters).toMatchObject([{ reason: 'invalid-record', source: { offset: '1' } }]);
    expect([store.state.decisions.length, store.state.progress.get(0)]).toEqual([1, 2n]);
  });

  it('decides the messages before a newer schema, then stops there', async () => {
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

  it('lets other work through between the messages of a batch', async () => {
    let turns = 0;
    const turnsAtResult: number[] = [];
    const { process } = harness({ onResult: () => turnsAtResult.push(turns) });
    const count = () => {
      turns += 1;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    await process([0, 1, 2].map((hours) => message(hours, { umolPerL: '80', hours, order: `o${hours}` })));
    clearImmediate(counting);
    expect(new Set(turnsAtResult).size).toBe(3);
  });

  it('keeps its database session busy while a batch takes long', async () => {
    const nowMs = jest.spyOn(performance, 'now');
    let elapsedMs = 0;
    nowMs.mockImplementation(() => elapsedMs);
    // An id is made twice for each result.
    const { process, store } = harness({ onResult: () => void (elapsedMs += 500) });
    await process([0, 1, 2, 3].map((hours) => message(hours, { umolPerL: '80', hours })));
    nowMs.mockRestore();
    expect(store.keptAlive).toBeGreaterThanOrEqual(1);
  });

  it('reports a feed whose results look as if their unit had changed', async () => {
    const { process, happened } = harness();
    const values = ['80', '0.9', '0.9', '0.9', '0.9', '0.9'];
    await process(values.map((umolPerL, i) => message(i, { umolPerL, hours: i })));
    expect(happened).toEqual(['unit of ward suspected: true']);
  });
});
