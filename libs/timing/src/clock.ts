import { pause } from './pause';

/** Time for code that waits and measures, so that a spec can replace it. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. Not a time of day. */
  nowMs(): number;
  /** Resolves after `delayMs`, or as soon as the signal aborts. Never rejects. */
  pause(delayMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { nowMs: () => performance.now(), pause };
