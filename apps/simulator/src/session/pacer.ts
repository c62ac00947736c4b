import { type Clock } from '@renwatch/timing';

/** The longest delay of one timer; longer gaps between messages take several. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export type Speed = 'max' | { timesRealTime: number };

/**
 * Delays each message until it is due, counted from the first message. After a hold-up the stream catches up as fast as
 * it is acknowledged, like a hospital's interface engine.
 */
export class Pacer {
  private anchor: { clockMs: number; messageMs: number } | undefined;

  constructor(private readonly options: { speed: Speed; clock: Clock }) {}

  /** @param sentAtMs the message's own time; a message without one is not delayed */
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
