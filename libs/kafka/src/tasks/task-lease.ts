/** A moment by both clocks: one never steps, the other goes on while the machine sleeps. */
export interface Instant {
  monotonicMs: number;
  wallMs: number;
}

export interface TaskLeaseOptions {
  leaseMs: number;
  now?: () => Instant;
}

export const instantNow = (): Instant => ({ monotonicMs: performance.now(), wallMs: Date.now() });

/**
 * How long this member may believe that its tasks are its own. Asked at each use, so that it holds also in the first
 * moment after a freeze, before any timer has run.
 */
export class TaskLease {
  private readonly now: () => Instant;
  private renewedAt: Instant | undefined;

  constructor(private readonly options: TaskLeaseOptions) {
    this.now = options.now ?? instantNow;
  }

  /** `at`: when the question went out that the group has answered, not when its answer came. */
  renew(at: Instant): void {
    if (this.renewedAt && at.monotonicMs < this.renewedAt.monotonicMs) return;
    this.renewedAt = at;
  }

  end(): void {
    this.renewedAt = undefined;
  }

  get isValid(): boolean {
    return this.remainingMs > 0;
  }

  get remainingMs(): number {
    if (!this.renewedAt) return 0;
    const now = this.now();
    const elapsedMs = Math.max(
      now.monotonicMs - this.renewedAt.monotonicMs,
      now.wallMs - this.renewedAt.wallMs,
    );
    return Math.max(0, this.options.leaseMs - elapsedMs);
  }
}
