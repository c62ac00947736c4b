import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  timeoutMs: number;
  /** Names the awaited event in the error: "… did not come within 500 ms". */
  what: string;
  everyMs?: number;
}

/**
 * Polls until a condition holds, for tests and starts. A condition that throws does not hold yet.
 * @throws Error naming `what`, with the condition's last error as its cause, once `timeoutMs` have passed
 */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, what: event, everyMs = 20 }: WaitOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      if (await condition()) return;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`${event} did not come within ${timeoutMs} ms`, cause === undefined ? {} : { cause });
    }
    await pause(everyMs);
  }
}
