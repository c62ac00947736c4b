/** Reports what happens in a task group; logs and readiness subscribe. */
export interface TaskGroupEvents {
  /** The group has divided the tasks again. */
  divided?(info: { tasks: string[] }): void;
  /** The group knows this member, for the first time or again. */
  confirmed?(): void;
  /** The group has not confirmed this member for so long that its tasks had to be dropped. */
  lapsed?(): void;
  /** The broker cannot be reached, or kafkajs gave up; it is tried again after the delay. */
  unavailable?(info: { error: Error; attempt: number; retryInMs: number }): void;
  /** The request for a rebalance failed; it is retried. */
  rejoinFailed?(info: { error: Error }): void;
}
