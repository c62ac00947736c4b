import { pause } from './pause';

export interface DeadlineOptions {
  timeoutMs: number;
  /** Names the work in the error: "<name> took longer than 500 ms". */
  name: string;
}

/**
 * Returns what the work resolves with, if it settles in time. The work itself is not cancelled: it goes on, and a later
 * rejection is ignored.
 * @throws Error if the work takes longer than `timeoutMs`, else whatever the work rejects with
 */
export async function withDeadline<T>(work: Promise<T>, { timeoutMs, name }: DeadlineOptions): Promise<T> {
  if (await finishesWithin(work, timeoutMs)) return work;
  throw new Error(`${name} took longer than ${timeoutMs} ms`);
}

/**
 * Waits for work, at most `timeoutMs`, and returns true if it resolved by then. The work is not cancelled: it goes on,
 * and a later rejection is ignored.
 * @throws whatever the work rejects with in time
 */
export async function finishesWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const over = new AbortController();
  const late = pause(timeoutMs, over.signal).then(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    over.abort();
  }
}
