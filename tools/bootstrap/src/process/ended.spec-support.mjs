const TRIES = 250;
const EVERY_MS = 20;

/** Waits until a process is gone; false where it does not go. */
export async function ended(pid) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return false;
}
