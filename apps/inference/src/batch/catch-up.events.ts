/** Reported while a member compares its partitions with the database's progress; the log subscribes. */
export interface CatchUpEvents {
  /** The database knows less than the group has read: it was restored, or lost its last transactions. */
  databaseBehind(partition: number, nextOffset: bigint, committed: bigint): void;
  /** The database or the brokers are away; the comparison is retried. */
  catchUpDelayed(error: unknown): void;
}
