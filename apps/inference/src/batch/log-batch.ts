/** A message of `hl7.messages` as Kafka hands it over. */
export interface LogMessage {
  offset: bigint;
  value: Buffer | null;
  /** Rises whenever the partition gets a new leader; null if unknown. */
  leaderEpoch: number | null;
  /** W3C trace context of the span that wrote the message. */
  traceparent?: string;
}

/** Consecutive messages of one partition. */
export interface LogBatch {
  partition: number;
  messages: readonly LogMessage[];
}

/** The consumer's next step after a batch; the same shape as in libs/kafka. */
export type ProcessOutcome =
  | { kind: 'done' }
  | { kind: 'seek'; offset: bigint }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'stop-partition'; reason: string };
