import { backoffMs, pause, type BackoffOptions } from '@renwatch/timing';

export interface RetryOptions<T> {
  task: () => Promise<T>;
  /** Ends the retries; the promise then resolves with undefined. */
  signal: AbortSignal;
  backoff: BackoffOptions;
  /** Returns false for permanent errors; they are rethrown, not retried. */
  isRetriable: (error: unknown) => boolean;
  onRetry: (error: unknown, attempt: number, delayMs: number) => void;
}

/** Retries a task without limit until it succeeds: a service waits for a lost broker or database instead of exiting. */
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
