/** A connection that stopped reading because the budget is used up. */
export interface BudgetWaiter {
  /** True in the middle of a frame with no other frame in flight: it must read on to give bytes back. */
  isStuck(): boolean;
  /** Reads on. Called after the waiter left the list. */
  resume(): void;
}

/**
 * Bounds the received and unanswered bytes of all connections that share it. Once they reach `maxBytes`, each connection
 * stops reading until some are given back. If half frames fill the budget, nobody could give any back, so one stuck
 * connection at a time may read its frame to the end. At most `maxBytes`, one read of each connection (64 KiB) and one
 * frame are in memory.
 */
export class ByteBudget {
  readonly maxBytes: number;
  private used = 0;
  private readonly waiters = new Set<BudgetWaiter>();
  private privileged: BudgetWaiter | undefined;

  constructor(options: { maxBytes: number }) {
    this.maxBytes = options.maxBytes;
  }

  get usedBytes(): number {
    return this.used;
  }

  /** Number of connections that have stopped reading. */
  get waiting(): number {
    return this.waiters.size;
  }

  /** Counts bytes that are already in memory. */
  take(bytes: number): void {
    this.used += bytes;
  }

  give(bytes: number): void {
    this.used -= bytes;
    this.wake();
  }

  mayRead(reader: BudgetWaiter): boolean {
    if (this.privileged === reader && !reader.isStuck()) this.privileged = undefined;
    return this.used < this.maxBytes || this.privileged === reader;
  }

  wait(waiter: BudgetWaiter): void {
    this.waiters.add(waiter);
    this.wake();
  }

  /** Removes a connection that ended or stopped reading. */
  leave(waiter: BudgetWaiter): void {
    this.waiters.delete(waiter);
    if (this.privileged !== waiter) return;
    this.privileged = undefined;
    this.wake();
  }

  private wake(): void {
    if (this.waiters.size === 0) return;
    if (this.privileged && !this.privileged.isStuck()) this.privileged = undefined;
    // Wake all of them: a single one without anything to read would keep the others waiting.
    for (const waiter of [...this.waiters]) {
      if (this.used >= this.maxBytes) break;
      this.waiters.delete(waiter);
      waiter.resume();
    }
    if (this.used < this.maxBytes || this.privileged) return;
    for (const waiter of this.waiters) {
      if (!waiter.isStuck()) continue;
      this.privileged = waiter;
      this.waiters.delete(waiter);
      waiter.resume();
      return;
    }
  }
}
