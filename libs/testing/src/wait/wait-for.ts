import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  timeoutMs: number;
  /** What is waited for, as the error names it: "… did not come within 500 ms". */
  what: string;
  everyMs?: number;
}

/**
 * Waits until a condition holds, for tests and starts, in place of sleeps. A condition that throws does not hold yet.
 * @throws Error naming `what`, with the condition's last error as its cause, once `timeoutMs` have passed
 */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, what, everyMs = 20 }: WaitOptions,
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
      throw new Error(`${what} did not come within ${timeoutMs} ms`, cause === undefined ? {} : { cause });
    }
    await pause(everyMs);
  }
}
