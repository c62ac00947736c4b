/** Time, for what waits and measures. */
export interface Clock {
  /** Monotonic, ms. */
  nowMs(): number;
  /** Returns early when the signal says so; never throws. */
  pause(delayMs: number, signal: AbortSignal): Promise<void>;
}
