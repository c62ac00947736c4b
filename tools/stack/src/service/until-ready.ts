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

/** Waits until a service says that it is ready, telling now and then what it waits for. @returns false if it is over */
export async function untilReady(options: UntilReadyOptions): Promise<boolean> {
  const { name, ask, say, isOver, pollMs = POLL_MS, tellEveryMs = TELL_EVERY_MS } = options;
  let toldAt = Date.now();
  while (!isOver()) {
    const answer = await ask();
    if (answer?.ready) return true;
    if (Date.now() - toldAt >= tellEveryMs) {
      toldAt = Date.now();
      say(`${name} is not ready yet: ${answer?.missing ?? 'it does not answer'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}
