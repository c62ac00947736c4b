import { setTimeout as wait } from 'node:timers/promises';

/** Waits, or returns early when the signal says so; never throws. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { signal }).catch(() => undefined);
}
