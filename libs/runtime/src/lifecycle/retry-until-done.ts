import { backoffMs, pause, type BackoffOptions } from '@renwatch/timing';

export interface RetryOptions<T> {
  task: () => Promise<T>;
  /** Ends the waiting: the promise then gives undefined. */
  signal: AbortSignal;
  backoff: BackoffOptions;
  /** False for what no waiting mends: it is thrown. */
  isRetriable: (error: unknown) => boolean;
  onRetry: (error: unknown, attempt: number, delayMs: number) => void;
}

/** Repeats a task until it succeeds, for ever: a lost broker or database is waited for, not died of. */
export async function retryUntilDone<T>(options: RetryOptions<T>): Promise<T | undefined> {
  for (let attempt = 1; !options.signal.aborted; attempt += 1) {
    try {
      return await options.task();
    } catch (error) {
      if (!options.isRetriable(error)) throw error;
      const delayMs = backoffMs(attempt, options.backoff);
      options.onRetry(error, attempt, delayMs);
      await pause(delayMs, options.signal);
    }
  }
  return undefined;
}
