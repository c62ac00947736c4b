import { ManualClock } from './manual-clock.spec-support';
import { Pacer } from './pacer';

const HOUR_MS = 3_600_000;
const open = new AbortController().signal;

/** True if the promise has resolved once all ready work has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise(setImmediate);
  return done;
}

describe('Pacer', () => {
  it('delays a message by its share of real time', async () => {
    const clock = new ManualClock();
    const pacer = new Pacer({ speed: { timesRealTime: 60 }, clock });
    expect(await settled(pacer.until(1_000 * HOUR_MS, open))).toBe(true);
    const second = pacer.until(1_001 * HOUR_MS, open);
    clock.advance(59_999);
    expect(await settled(second)).toBe(false);
    clock.advance(1);
    expect(await settled(second)).toBe(true);
  });

  it('catches up after a hold-up, counted from the first message', async () => {
    const clock = new ManualClock();
    const pacer = new Pacer({ speed: { timesRealTime: 1 }, clock });
    await pacer.until(0, open);
    clock.advance(2 * HOUR_MS);
    expect(await settled(pacer.until(HOUR_MS, open))).toBe(true);
    expect(await settled(pacer.until(2 * HOUR_MS, open))).toBe(true);
    expect(await settled(pacer.until(2 * HOUR_MS + 1, open))).toBe(false);
  });

  it('waits out gaps longer than the longest timer', async () => {
    const clock = new ManualClock();
    const pacer = new Pacer({ speed: { timesRealTime: 1 }, clock });
    await pacer.until(0, open);
    const late = pacer.until(2 ** 31 + 1_000, open);
    clock.advance(2 ** 31 - 1);
    expect(await settled(late)).toBe(false);
    clock.advance(1_001);
    expect(await settled(late)).toBe(true);
  });

  it('stops waiting when the connection closes', async () => {
    const clock = new ManualClock();
    const pacer = new Pacer({ speed: { timesRealTime: 1 }, clock });
    const connection = new AbortController();
    await pacer.until(0, connection.signal);
    const waiting = pacer.until(HOUR_MS, connection.signal);
    connection.abort();
    expect(await settled(waiting)).toBe(true);
  });

  it.each([
    ['at full speed', 'max' as const, HOUR_MS],
    ['without a time', { timesRealTime: 1 }, undefined],
  ])('never delays a message %s', async (_name, speed, sentAtMs) => {
    const clock = new ManualClock();
    const pacer = new Pacer({ speed, clock });
    await pacer.until(0, open);
    expect(await settled(pacer.until(sentAtMs, open))).toBe(true);
  });
});
