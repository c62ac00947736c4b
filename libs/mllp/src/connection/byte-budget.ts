/** A connection that stopped reading because a budget is used up. */
export interface BudgetWaiter {
  /** True in the middle of a frame with no other frame in flight: it must read on to give bytes back. */
  isStuck(): boolean;
  /** Reads on. Called after the waiter left the list. */
  resume(): void;
}

/** Whose bytes a budget bounds: those of a whole feed, or those of one peer of it. */
export const BUDGET_SCOPES = ['feed', 'peer'] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

export interface ByteBudgetOptions {
  maxBytes: number;
  /** Default `feed`. */
  scope?: BudgetScope;
  /** A budget that also counts every byte of this one. */
  parent?: ByteBudget;
}

/**
 * Bounds the received and unanswered bytes of all connections that share it. Once they reach `maxBytes`, each connection
 * stops reading until some are given back. If half frames fill the budget, nobody could give any back, so one stuck
 * connection at a time may read its frame to the end. At most `maxBytes`, one read of each connection (64 KiB) and one
 * frame are in memory. A connection whose budget has a parent reads only while both allow it.
 */
export class ByteBudget {
  readonly maxBytes: number;
  readonly scope: BudgetScope;
  /** This budget, its parent, and so on. */
  private readonly levels: readonly ByteBudget[];
  private used = 0;
  private readonly waiters = new Set<BudgetWaiter>();
  private privileged: BudgetWaiter | undefined;

  constructor({ maxBytes, scope = 'feed', parent }: ByteBudgetOptions) {
    this.maxBytes = maxBytes;
    this.scope = scope;
    this.levels = [this, ...(parent?.levels ?? [])];
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
    for (const level of this.levels) level.used += bytes;
  }

  give(bytes: number): void {
    for (const level of this.levels) level.used -= bytes;
    for (const level of this.levels) level.wake();
  }

  mayRead(reader: BudgetWaiter): boolean {
    return this.blocking(reader) === undefined;
  }

  /** True if the reader reads although a budget is used up, so that everybody else waits for it. */
  isExclusive(reader: BudgetWaiter): boolean {
    return this.levels.some((level) => level.isFull && level.privileged === reader);
  }

  /** Waits for the first budget that is used up, and returns its scope. */
  wait(waiter: BudgetWaiter): BudgetScope | undefined {
    const level = this.blocking(waiter);
    if (!level) return undefined;
    level.waiters.add(waiter);
    level.wake();
    return level.scope;
  }

  /** Removes a connection that ended or stopped reading. */
  leave(waiter: BudgetWaiter): void {
    for (const level of this.levels) {
      level.waiters.delete(waiter);
      if (level.privileged !== waiter) continue;
      level.privileged = undefined;
      level.wake();
    }
  }

  private get isFull(): boolean {
    return this.used >= this.maxBytes;
  }

  private blocking(reader: BudgetWaiter): ByteBudget | undefined {
    return this.levels.find((level) => !level.allows(reader));
  }

  private allows(reader: BudgetWaiter): boolean {
    if (this.privileged === reader && !reader.isStuck()) this.privileged = undefined;
    return !this.isFull || this.privileged === reader;
  }

  private wake(): void {
    if (this.waiters.size === 0) return;
    if (this.privileged && !this.privileged.isStuck()) this.privileged = undefined;
    // Wake all of them: a single one without anything to read would keep the others waiting.
    for (const waiter of [...this.waiters]) {
      if (this.isFull) break;
      this.waiters.delete(waiter);
      waiter.resume();
    }
    if (!this.isFull || this.privileged) return;
    for (const waiter of this.waiters) {
      if (!waiter.isStuck()) continue;
      this.privileged = waiter;
      this.waiters.delete(waiter);
      waiter.resume();
      return;
    }
  }
}
