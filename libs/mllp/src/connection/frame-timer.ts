/**
 * Measures how long a frame takes to arrive, and calls `onExpired` at the limit. Time in which we did not read does not
 * count: the peer is not to blame for it.
 */
export class FrameTimer {
  private frame: number | undefined;
  private spentMs = 0;
  private runningSinceMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: { limitMs: number; onExpired: () => void }) {}

  /** Counts from now on for the frame of this number, which starts at zero if it is a new one. Undefined: stops counting. */
  watch(frame: number | undefined): void {
    if (this.timer && this.frame === frame) return;
    this.pause();
    if (frame === undefined) return;
    if (this.frame !== frame) this.spentMs = 0;
    this.frame = frame;
    this.runningSinceMs = performance.now();
    const { limitMs, onExpired } = this.options;
    this.timer = setTimeout(onExpired, Math.max(0, limitMs - this.spentMs));
  }

  private pause(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.spentMs += performance.now() - this.runningSinceMs;
  }
}
