import { type Clock } from '@renwatch/timing';

/** The longest single timer; a longer gap between messages takes several. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export type Speed = 'max' | { timesRealTime: number };

/**
 * Holds each message back until its time has come, counted from the first one. A stream that was held up catches up
 * as fast as it is acknowledged, as a hospital's interface engine does.
 */
export class Pacer {
  private anchor: { clockMs: number; messageMs: number } | undefined;

  constructor(private readonly options: { speed: Speed; clock: Clock }) {}

  /** @param sentAtMs the message's own time; without one it is not held back */
  async until(sentAtMs: number | undefined, signal: AbortSignal): Promise<void> {
    const { speed, clock } = this.options;
    if (speed === 'max' || sentAtMs === undefined) return;
    this.anchor ??= { clockMs: clock.nowMs(), messageMs: sentAtMs };
    const dueMs = this.anchor.clockMs + (sentAtMs - this.anchor.messageMs) / speed.timesRealTime;
    while (!signal.aborted) {
      const leftMs = dueMs - clock.nowMs();
      if (leftMs <= 0) return;
      await clock.pause(Math.min(leftMs, MAX_TIMER_MS), signal);
    }
  }
}
