import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 20_000;
const POLL_MS = 20;

/** Waits for a condition; one that throws does not hold yet. libs/testing is built on this library, so its waitFor is not used. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (performance.now() < deadline) {
    if (
      await Promise.resolve()
        .then(condition)
        .catch(() => false)
    )
      return;
    await pause(POLL_MS);
  }
  throw new Error(`${condition.toString()} did not hold within ${LIMIT_MS} ms`);
}
