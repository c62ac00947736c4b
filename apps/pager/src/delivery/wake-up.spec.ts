import { WakeUp } from './wake-up';

const HOUR_MS = 3_600_000;

describe('WakeUp', () => {
  let wakeUp: WakeUp;
  /** Times at which the loop was awake, in ms since it began. */
  let awakeAt: number[];

  const runLoop = async (rounds: number, maxMs = HOUR_MS) => {
    const startMs = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      await wakeUp.sleep(maxMs);
      awakeAt.push(performance.now() - startMs);
    }
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    wakeUp = new WakeUp();
    awakeAt = [];
  });

  afterEach(() => jest.useRealTimers());

  it('sleeps no longer than the loop asks for', async () => {
    const running = runLoop(2, 50);
    await jest.advanceTimersByTimeAsync(100);
    await running;
    expect(awakeAt).toEqual([50, 100]);
  });

  it('ends a sleep when it is called', async () => {
    const running = runLoop(1);
    await jest.advanceTimersByTimeAsync(7);
    wakeUp.call();
    await running;
    expect(awakeAt).toEqual([7]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('cuts the next sleep if it is called while awake', async () => {
    wakeUp.call();
    await runLoop(1);
    expect(awakeAt).toEqual([0]);
  });

  it('keeps every appointment, also one made for before the next', async () => {
    wakeUp.callIn(300);
    wakeUp.callIn(1_000);
    const running = runLoop(5);
    await jest.advanceTimersByTimeAsync(10);
    wakeUp.callIn(90);
    await jest.advanceTimersByTimeAsync(1_000);
    await running;
    // Awake at 0 and at 10 to plan its sleep again.
    expect(awakeAt).toEqual([0, 10, 100, 300, 1_000]);
  });

  it('never wakes before the time that was asked for', async () => {
    await jest.advanceTimersByTimeAsync(7);
    wakeUp.callIn(50);
    const running = runLoop(2);
    await jest.advanceTimersByTimeAsync(100);
    await running;
    expect(awakeAt[1]).toBeGreaterThanOrEqual(50);
  });

  it('wakes a bounded number of times however many appointments are made', async () => {
    for (let delayMs = 0; delayMs < 1_000; delayMs += 1) wakeUp.callIn(delayMs);
    void runLoop(1_000);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(awakeAt.length).toBeLessThanOrEqual(52);
  });
});
