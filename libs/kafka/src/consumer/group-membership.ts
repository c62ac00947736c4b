import { KafkaJSProtocolError } from 'kafkajs';

/** Errors that tell a member that its assignment no longer holds. */
const NO_LONGER_ASSIGNED = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);

/** Tracks one member's place in the group. */
export class GroupMembership {
  private lastProofMs: number | undefined;
  private current: number[] = [];
  private doubtful = false;

  constructor(private readonly options: { sessionTimeoutMs: number }) {}

  join(partitions: number[]): void {
    this.current = [...partitions].sort((a, b) => a - b);
    this.prove();
  }

  /** The coordinator has just confirmed this member. */
  prove(): void {
    this.lastProofMs = performance.now();
    this.doubtful = false;
  }

  leave(): void {
    this.lastProofMs = undefined;
    this.current = [];
  }

  /** Looks whether an error of a heartbeat or commit means that the partitions may be another member's. */
  doubt(error: unknown): void {
    if (error instanceof KafkaJSProtocolError && NO_LONGER_ASSIGNED.has(error.type)) this.doubtful = true;
  }

  /** A member that the coordinator has not confirmed for a session time-out has been put out, or will be. */
  get joined(): boolean {
    return this.lastProofMs !== undefined && !this.expired && !this.doubtful;
  }

  /** False before the first assignment, and from a rebalance until the next. */
  get isAssigned(): boolean {
    return this.lastProofMs !== undefined;
  }

  get partitions(): number[] {
    return this.current;
  }

  private get expired(): boolean {
    return performance.now() - (this.lastProofMs ?? -Infinity) > this.options.sessionTimeoutMs;
  }
}
