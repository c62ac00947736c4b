export interface UntilDrainedOptions {
  /** True once the stream is played to its end. */
  streamEnded: () => boolean;
  /** Accepted messages that are not decided. */
  unprocessed: () => Promise<number>;
  /** Alerts whose page is neither delivered nor refused. */
  pagesOwed: () => Promise<number>;
  isOver: () => boolean;
  pollMs?: number;
}

const POLL_MS = 250;
/** Nothing is left when so many looks in a row found nothing: a message may just be between two of its stations. */
const QUIET_LOOKS = 2;

/** Waits until a stream is played and everything that follows from it is done. @returns false where the stack stops */
export async function untilDrained(options: UntilDrainedOptions): Promise<boolean> {
  const { streamEnded, unprocessed, pagesOwed, isOver, pollMs = POLL_MS } = options;
  let quiet = 0;
  while (!isOver()) {
    const drained = streamEnded() && (await orMany(unprocessed)) === 0 && (await orMany(pagesOwed)) === 0;
    quiet = drained ? quiet + 1 : 0;
    if (quiet >= QUIET_LOOKS) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}

/** Where it cannot be asked, there may be any number. */
const orMany = (count: () => Promise<number>): Promise<number> =>
  count().catch(() => Number.MAX_SAFE_INTEGER);
