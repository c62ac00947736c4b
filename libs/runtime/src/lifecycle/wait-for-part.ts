import { type BackoffOptions } from '@renwatch/timing';
import { type Part } from '../health/readiness';
import { retryUntilDone } from './retry-until-done';

/** The part of a pino logger that is used. */
interface WaitLog {
  warn(fields: object, message: string): void;
}

export interface WaitForPartOptions<T> {
  /** Names the part in the log: `kafka`, `database`. */
  name: string;
  part: Pick<Part, 'notReady'>;
  /** Connects to the part or prepares it. */
  task: () => Promise<T>;
  /** Returns false for an error that no retry can fix: it is thrown. */
  isRetriable: (error: unknown) => boolean;
  /** Aborted when the service stops. */
  signal: AbortSignal;
  log: WaitLog;
}

const BACKOFF: BackoffOptions = { minMs: 200, maxMs: 5_000 };

/**
 * Retries a start-up task until it succeeds or the service stops, however long the part is away. Until then the part is
 * unready with the last error as its reason, and each retry is logged.
 * @returns what the task resolved with; undefined if the service stopped first
 * @throws the task's first error that is not retriable
 */
export function waitForPart<T>(options: WaitForPartOptions<T>): Promise<T | undefined> {
  const { name, part, task, isRetriable, signal, log } = options;
  return retryUntilDone({
    task,
    signal,
    backoff: BACKOFF,
    isRetriable,
    onRetry: (error, attempt, delayMs) => {
      part.notReady(`retrying: ${error instanceof Error ? error.message : String(error)}`);
      log.warn({ part: name, attempt, delayMs, error }, 'part not available; retrying');
    },
  });
}
