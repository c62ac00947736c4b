import { pause } from '@renwatch/timing';

export interface UntilDrainedOptions {
  /** Returns true once the stream is played to its end. */
  streamEnded: () => boolean;
  /** Counts accepted messages that are not decided. */
  unprocessed: () => Promise<number>;
  /** Counts alerts whose page is neither delivered nor refused. */
  undeliveredPages: () => Promise<number>;
  isOver: () => boolean;
  pollMs?: number;
}

const POLL_MS = 250;
/** Nothing is left when so many looks in a row found nothing: a message may be between two services at one look. */
const QUIET_LOOKS = 2;

/** Waits until a stream is played and all its pages are delivered. @returns false if the stack stops */
export async function untilDrained(options: UntilDrainedOptions): Promise<boolean> {
  const { streamEnded, unprocessed, undeliveredPages, isOver, pollMs = POLL_MS } = options;
  let quiet = 0;
  while (!isOver()) {
    const drained =
      streamEnded() && (await orMany(unprocessed)) === 0 && (await orMany(undeliveredPages)) === 0;
    quiet = drained ? quiet + 1 : 0;
    if (quiet >= QUIET_LOOKS) return true;
    await pause(pollMs);
  }
  return false;
}

/** If it cannot be asked, there may be any number. */
const orMany = (count: () => Promise<number>): Promise<number> =>
  count().catch(() => Number.MAX_SAFE_INTEGER);
