/** What happens while a member looks where its partitions are to be read from; the log subscribes. */
export interface CatchUpEvents {
  /** The database knows less than the group has read: it was restored, or lost its last transactions. */
  databaseBehind(partition: number, nextOffset: bigint, committed: bigint): void;
  /** The database or the brokers are away; it is tried again. */
  catchUpDelayed(error: unknown): void;
}
