import { pause } from './pause';

const settled = async (promise: Promise<void>): Promise<boolean> => {
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
};

describe('pause', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('resolves after the delay and not before', async () => {
    const pausing = pause(100);
    await jest.advanceTimersByTimeAsync(99);
    expect(await settled(pausing)).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await settled(pausing)).toBe(true);
  });

  it('resolves and clears its timer when the signal aborts', async () => {
    const stop = new AbortController();
    const pausing = pause(100, stop.signal);
    stop.abort();
    await pausing;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('starts no timer if the signal has aborted already', async () => {
    await pause(100, AbortSignal.abort());
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no listener on a signal that outlives it', async () => {
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const added = jest.spyOn(signal, 'addEventListener');
    const pausing = pause(100, signal);
    await jest.advanceTimersByTimeAsync(100);
    await pausing;
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});
