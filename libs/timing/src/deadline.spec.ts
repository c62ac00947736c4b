import { finishesWithin, withDeadline } from './deadline';
import { pause } from './pause';

const never = new Promise<never>(() => undefined);

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('withDeadline', () => {
  const options = { timeoutMs: 100, name: 'Connecting' };

  it('returns the value of work that ends in time', async () => {
    await expect(withDeadline(Promise.resolve(7), options)).resolves.toBe(7);
  });

  it('rejects with the error of work that fails in time', async () => {
    await expect(withDeadline(Promise.reject(new Error('refused')), options)).rejects.toThrow('refused');
  });

  it('rejects and names the work when the time is over', async () => {
    const waiting = expect(withDeadline(never, options)).rejects.toThrow(
      'Connecting took longer than 100 ms',
    );
    await jest.advanceTimersByTimeAsync(100);
    await waiting;
  });

  // Node ends the process on an unhandled rejection, so a leak fails the whole run.
  it('handles the rejection of work that nobody waits for any more', async () => {
    const failing = pause(200).then(() => Promise.reject(new Error('refused')));
    const waiting = expect(withDeadline(failing, options)).rejects.toThrow('took longer');
    await jest.advanceTimersByTimeAsync(200);
    await waiting;
  });
});

describe('finishesWithin', () => {
  it('returns true for work that ends in time', async () => {
    await expect(finishesWithin(Promise.resolve(), 100)).resolves.toBe(true);
  });

  it('returns false once the time is over', async () => {
    const waiting = finishesWithin(never, 100);
    await jest.advanceTimersByTimeAsync(100);
    await expect(waiting).resolves.toBe(false);
  });

  it('rejects with the error of work that fails in time', async () => {
    await expect(finishesWithin(Promise.reject(new Error('refused')), 100)).rejects.toThrow('refused');
  });
});
