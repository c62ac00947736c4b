/** Somebody who stopped reading because the budget was used up. */
export interface BudgetWaiter {
  /** In the middle of a frame with nothing else under way: it can give nothing back unless it reads on. */
  isStuck(): boolean;
  /** Reads on. Called after the waiter was taken off the list. */
  resume(): void;
}

/**
 * Bytes received and not answered yet, over all connections that share this object. Once they reach `maxBytes`, each
 * connection stops reading until some are given back. So that half frames which fill the budget together cannot stop
 * everything for ever, one stuck connection at a time may read its frame to the end. The most that is held is thus
 * `maxBytes`, one read of each connection (64 KiB), and one frame.
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

  /** How many connections have stopped reading. */
  get waiting(): number {
    return this.waiters.size;
  }

  /** Counts bytes that are in memory already. */
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

  /** The connection is gone, or no longer wants to read. */
  leave(waiter: BudgetWaiter): void {
    this.waiters.delete(waiter);
    if (this.privileged !== waiter) return;
    this.privileged = undefined;
    this.wake();
  }

  private wake(): void {
    if (this.waiters.size === 0) return;
    if (this.privileged && !this.privileged.isStuck()) this.privileged = undefined;
    // All of them: one that is woken and has nothing to read would otherwise keep the others waiting.
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
