import { setImmediate as turn } from 'node:timers/promises';
import { Readiness } from './readiness';
import { watchWork, WorkWatch } from './work-watch';

const START_MS = Date.UTC(2024, 2, 31);

function scene() {
  const clock = { ms: 0 };
  const work = new WorkWatch({
    stalledAfterMs: 30_000,
    now: () => START_MS + clock.ms,
    monotonicMs: () => clock.ms,
  });
  const batch = (from: number, to: number, end: number) => ({
    partition: 3,
    messages: [
      { offset: BigInt(from), timestampMs: START_MS - 60_000 },
      { offset: BigInt(to), timestampMs: START_MS - 50_000 },
    ],
    logEndOffset: BigInt(end),
  });
  return { clock, work, batch };
}

describe('WorkWatch', () => {
  it('is idle with an age of 0 until work waits', () => {
    const { work, clock } = scene();
    clock.ms = 100_000;
    expect([work.oldestAgeSeconds, work.stalled]).toEqual([0, undefined]);
  });

  it('stalls if work waits and nothing moves, and names the failure', () => {
    const { work, clock, batch } = scene();
    work.handled(batch(0, 9, 10), 'retry');
    work.failed(3, new Error('53100: disk full'));
    clock.ms = 29_999;
    expect(work.stalled).toBeUndefined();
    clock.ms = 31_000;
    expect(work.stalled).toBe('partition 3 has work and has not moved for 31 s: 53100: disk full');
    expect(work.oldestAgeSeconds).toBe(91);
  });

  it('names work with a known reason first, and few in all', () => {
    const { work, clock } = scene();
    work.waits('delivery');
    clock.ms = 1_000;
    for (const partition of [1, 2, 3]) work.waits(partition);
    work.failed(2, new Error('25006: read-only'));
    clock.ms = 40_000;
    expect(work.stalled).toBe(
      'partition 2 has work and has not moved for 39 s: 25006: read-only; delivery has work and has not moved for 40 s',
    );
  });

  it('does not stall while a long backlog gets shorter', () => {
    const { work, clock, batch } = scene();
    for (let from = 0; from < 100; from += 10) {
      work.handled(batch(from, from + 9, 1_000), 'done');
      clock.ms += 20_000;
      expect(work.stalled).toBeUndefined();
    }
    expect(work.oldestAgeSeconds).toBe(250);
    clock.ms += 10_000;
    expect(work.stalled).toBe('partition 3 has work and has not moved for 30 s');
  });

  it('is idle again once the last message is handled', () => {
    const { work, clock, batch } = scene();
    work.handled(batch(0, 9, 10), 'retry');
    work.handled(batch(0, 9, 10), 'done');
    clock.ms = 100_000;
    expect([work.oldestAgeSeconds, work.stalled]).toEqual([0, undefined]);
  });

  it('learns nothing from a seek, which may pass handled messages', () => {
    const { work, batch } = scene();
    work.handled(batch(0, 9, 10), 'seek');
    expect(work.oldestAgeSeconds).toBe(0);
  });

  it('counts a commit within a long batch as progress', () => {
    const { work, clock, batch } = scene();
    work.handled(batch(0, 9, 10), 'retry');
    clock.ms = 29_000;
    work.moved(3);
    clock.ms = 58_000;
    expect(work.stalled).toBeUndefined();
  });

  it('forgets partitions that other members have, and keeps other work', () => {
    const { work, clock } = scene();
    for (const name of [1, 3, 'delivery']) work.waits(name, START_MS - 1_000);
    work.assigned([1]);
    work.idle(1);
    clock.ms = 40_000;
    expect(work.stalled).toBe('delivery has work and has not moved for 40 s');
    work.idle('delivery');
    expect(work.oldestAgeSeconds).toBe(0);
  });

  it('ignores a batch that ends after another member got its partition', () => {
    const { work, clock, batch } = scene();
    work.assigned([1]);
    work.handled(batch(0, 9, 10), 'retry');
    work.failed(3, new Error('53100: disk full'));
    clock.ms = 40_000;
    expect([work.oldestAgeSeconds, work.stalled]).toEqual([0, undefined]);
    work.assigned([1, 3]);
    work.handled(batch(0, 9, 10), 'retry');
    expect(work.oldestAgeSeconds).toBe(100);
  });
});

describe('watchWork', () => {
  it('is unready while messages wait that the consumer does not fetch', async () => {
    const { work, clock } = scene();
    const readiness = new Readiness();
    const stop = new AbortController();
    let isWaiting = true;
    let looks = 0;
    const watching = watchWork({
      part: readiness.part('progress'),
      work,
      look: () => {
        looks += 1;
        // Every second answer is lost.
        return looks % 2 === 0
          ? Promise.reject(new Error('away'))
          : Promise.resolve([{ partition: 0, isWaiting }]);
      },
      everyMs: 1,
      signal: stop.signal,
    });
    const until = async (condition: () => boolean) => {
      while (!condition()) await turn();
    };
    expect(readiness.isReady).toBe(true);
    await until(() => looks >= 2);
    clock.ms = 30_000;
    await until(() => !readiness.isReady);
    expect(readiness.report().parts['progress']?.detail).toBe(
      'partition 0 has work and has not moved for 30 s',
    );
    isWaiting = false;
    await until(() => readiness.isReady);
    stop.abort();
    await watching;
  });
});
