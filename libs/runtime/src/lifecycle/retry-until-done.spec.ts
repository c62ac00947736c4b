import { retryUntilDone } from './retry-until-done';

const options = {
  signal: new AbortController().signal,
  backoff: { minMs: 1, maxMs: 2 },
  isRetriable: () => true,
  onRetry: () => undefined,
};

describe('retryUntilDone', () => {
  it('retries until the task succeeds and reports each retry', async () => {
    const attempts: number[] = [];
    let left = 3;
    const task = () => (left-- > 0 ? Promise.reject(new Error('away')) : Promise.resolve('here'));
    const onRetry = (_error: unknown, attempt: number) => void attempts.push(attempt);
    expect(await retryUntilDone({ ...options, task, onRetry })).toBe('here');
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('rethrows a permanent error at once', async () => {
    const task = () => Promise.reject(new TypeError('a programmer error'));
    await expect(retryUntilDone({ ...options, task, isRetriable: () => false })).rejects.toThrow(
      'a programmer error',
    );
  });

  it('ends during a wait when the signal aborts', async () => {
    const stop = new AbortController();
    const task = () => Promise.reject(new Error('away'));
    const onRetry = () => stop.abort();
    const backoff = { minMs: 3_600_000, maxMs: 3_600_000 };
    expect(await retryUntilDone({ ...options, task, backoff, onRetry, signal: stop.signal })).toBeUndefined();
  });
});
