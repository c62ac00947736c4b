import * as fc from 'fast-check';
import { backoffMs } from './backoff';
import { retryUntilDone } from './retry-until-done';

const options = {
  signal: new AbortController().signal,
  backoff: { minMs: 1, maxMs: 2 },
  isRetriable: () => true,
  onRetry: () => undefined,
};

describe('retrying until done', () => {
  it('goes on until the task succeeds and tells of each retry', async () => {
    const attempts: number[] = [];
    let left = 3;
    const task = () => (left-- > 0 ? Promise.reject(new Error('away')) : Promise.resolve('here'));
    const onRetry = (_error: unknown, attempt: number) => void attempts.push(attempt);
    expect(await retryUntilDone({ ...options, task, onRetry })).toBe('here');
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('throws at once what no waiting mends', async () => {
    const task = () => Promise.reject(new TypeError('a programmer error'));
    await expect(retryUntilDone({ ...options, task, isRetriable: () => false })).rejects.toThrow(
      'a programmer error',
    );
  });

  it('ends in the middle of a wait when it is told to', async () => {
    const stop = new AbortController();
    const task = () => Promise.reject(new Error('away'));
    const onRetry = () => stop.abort();
    const backoff = { minMs: 3_600_000, maxMs: 3_600_000 };
    expect(await retryUntilDone({ ...options, task, backoff, onRetry, signal: stop.signal })).toBeUndefined();
  });
});

describe('a backoff', () => {
  it('stays between half the step and the cap, however many attempts were made', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, random) => {
          const delay = backoffMs(n, { minMs: 100, maxMs: 5_000, random: () => random });
          expect(delay).toBeGreaterThanOrEqual(50);
          expect(delay).toBeLessThanOrEqual(5_000);
        },
      ),
    );
  });
});
