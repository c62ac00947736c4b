import { type Clock } from '@renwatch/timing';

interface Sleeper {
  untilMs: number;
  wake: () => void;
}

/** A clock that a spec moves by hand. */
export class ManualClock implements Clock {
  private timeMs = 0;
  private sleepers: Sleeper[] = [];

  nowMs(): number {
    return this.timeMs;
  }

  get sleeping(): number {
    return this.sleepers.length;
  }

  pause(delayMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { untilMs: this.timeMs + delayMs, wake: resolve };
      this.sleepers.push(sleeper);
      signal.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  advance(ms: number): void {
    this.timeMs += ms;
    const due = this.sleepers.filter(({ untilMs }) => untilMs <= this.timeMs);
    this.sleepers = this.sleepers.filter(({ untilMs }) => untilMs > this.timeMs);
    for (const { wake } of due) wake();
  }
}
