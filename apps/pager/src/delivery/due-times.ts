/** Times that lie closer together count as one: so few are kept, however many pages wait. */
const GRAIN_MS = 20;

/** When pages that were put off fall due again; at most one time for each grain of the longest backoff. */
export class DueTimes {
  private readonly times = new Set<number>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @returns whether it is now the next of all */
  add(delayMs: number): boolean {
    const before = this.next();
    const time = Math.ceil((this.nowMs() + delayMs) / GRAIN_MS) * GRAIN_MS;
    this.times.add(time);
    return time < before;
  }

  /** Until the next one; Infinity where there is none, 0 where it has passed. */
  untilNextMs(): number {
    return Math.max(0, this.next() - this.nowMs());
  }

  forgetPassed(): void {
    const now = this.nowMs();
    for (const time of this.times) if (time <= now) this.times.delete(time);
  }

  private next(): number {
    return Math.min(Infinity, ...this.times);
  }
}
