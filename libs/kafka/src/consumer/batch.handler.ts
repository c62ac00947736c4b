export interface ConsumedMessage {
  offset: bigint;
  key: Buffer | null;
  value: Buffer | null;
  timestampMs: number;
  headers: Record<string, Buffer>;
}

export interface ConsumedBatch {
  topic: string;
  partition: number;
  /** At least one, in the order of the partition, at most `maxBatchMessages`. */
  messages: ConsumedMessage[];
  /** The offset that the partition's next record will have, when this was fetched. */
  logEndOffset: bigint;
}

export interface BatchControl {
  /** Sent by itself while the handler runs; there for one that blocks the event loop for long. */
  heartbeat(): Promise<void>;
  /** False once this consumer stops or its partitions may be another's: what the handler has not begun, it may leave. */
  isRunning(): boolean;
}

/** What becomes of a batch. */
export type BatchOutcome =
  /** Go on with the next, and commit. */
  | { kind: 'done' }
  /** Go on at this offset; nothing is committed. */
  | { kind: 'seek'; offset: bigint }
  /** Hand the same messages over again, later; meanwhile other partitions go on. */
  | { kind: 'retry'; afterMs: number }
  /** Fetch no more from this partition until it is assigned anew; the others go on. */
  | { kind: 'stop-partition'; reason: string };

/** One that throws is handed the same messages again, with backoff. */
export type BatchHandler = (batch: ConsumedBatch, control: BatchControl) => Promise<BatchOutcome>;
