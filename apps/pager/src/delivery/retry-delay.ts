import { backoffMs } from '@renwatch/timing';

/** Attempts at a page that was not delivered. */
export interface Tries {
  attempts: number;
  /** Attempts that may have arrived, although the endpoint did not confirm them. */
  unconfirmed: number;
}

export interface RetryDelayOptions {
  /** Longest delay after an attempt that surely did not arrive. */
  maxBackoffMs: number;
  /** Longest delay after an attempt that may have arrived, so that the next may page people again. */
  maxRepeatBackoffMs: number;
  random?: () => number;
}

const MIN_BACKOFF_MS = 200;
const MIN_REPEAT_BACKOFF_MS = 1_000;

/**
 * Returns the delay before the next attempt at a page, with jitter. An endpoint that answers too late takes every
 * attempt and pages people each time: repeats back off further than attempts that nobody got.
 */
export function retryDelayMs(
  { attempts, unconfirmed }: Tries,
  { mayHaveArrived }: { mayHaveArrived: boolean },
  { maxBackoffMs, maxRepeatBackoffMs, random }: RetryDelayOptions,
): number {
  const jitter = random === undefined ? {} : { random };
  return mayHaveArrived
    ? backoffMs(unconfirmed, { minMs: MIN_REPEAT_BACKOFF_MS, maxMs: maxRepeatBackoffMs, ...jitter })
    : backoffMs(attempts, { minMs: MIN_BACKOFF_MS, maxMs: maxBackoffMs, ...jitter });
}
