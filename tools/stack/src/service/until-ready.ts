export interface UntilReadyOptions {
  name: string;
  /** The state of `/readyz`: undefined while nothing answers. */
  ask: () => Promise<ReadyAnswer | undefined>;
  say: (line: string) => void;
  /** True once the wait has no point any more. */
  isOver: () => boolean;
  pollMs?: number;
  tellEveryMs?: number;
}

export interface ReadyAnswer {
  ready: boolean;
  /** Which parts are missing and why. */
  missing: string;
}

const POLL_MS = 100;
const TELL_EVERY_MS = 10_000;
/** What gets on (`… 40%`) is worth telling sooner. */
const TELL_PROGRESS_EVERY_MS = 1_000;

/** Waits until a service says that it is ready, telling now and then what it waits for. @returns false if it is over */
export async function untilReady(options: UntilReadyOptions): Promise<boolean> {
  const { name, ask, say, isOver, pollMs = POLL_MS, tellEveryMs = TELL_EVERY_MS } = options;
  let toldAt = Date.now();
  let told = '';
  while (!isOver()) {
    const answer = await ask();
    if (answer?.ready) return true;
    const missing = answer?.missing ?? 'it does not answer';
    const getsOn = missing.includes('%') && missing !== told;
    if (Date.now() - toldAt >= (getsOn ? Math.min(tellEveryMs, TELL_PROGRESS_EVERY_MS) : tellEveryMs)) {
      toldAt = Date.now();
      told = missing;
      say(`${name} is not ready yet: ${missing}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}
