import { type IHeaders, type KafkaMessage } from 'kafkajs';

export interface ConsumedMessage {
  offset: bigint;
  key: Buffer | null;
  value: Buffer | null;
  timestampMs: number;
  headers: Record<string, Buffer>;
  /** W3C trace context of the span that wrote the record, if its header gives one. */
  traceparent?: string;
  /** Rises whenever the partition gets a new leader; null if kafkajs no longer says it. */
  leaderEpoch: number | null;
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
  /** Heartbeats are sent automatically; call this from a handler that blocks the event loop for long. */
  heartbeat(): Promise<void>;
  /** Returns false once the consumer stops or may have lost its partitions; then a handler need not begin more work. */
  isRunning(): boolean;
}

/** Outcome of a batch. */
export type BatchOutcome =
  /** Commit and continue with the next batch. */
  | { kind: 'done' }
  /** Continue at this offset; nothing is committed. */
  | { kind: 'seek'; offset: bigint }
  /** Pass the same messages again later; meanwhile other partitions continue. */
  | { kind: 'retry'; afterMs: number }
  /** Fetch no more from this partition until it is assigned again; others continue. */
  | { kind: 'stop-partition'; reason: string };

/** A handler that throws gets the same messages again after a backoff. */
export type BatchHandler = (batch: ConsumedBatch, control: BatchControl) => Promise<BatchOutcome>;

/** kafkajs decodes the header of a record batch and hands it over with each message, but its types do not say so. */
type WithBatchHeader = KafkaMessage & { batchContext?: { partitionLeaderEpoch?: number } };

/** Anyone may write a header: text of another form is as if it were absent, and none may reach a database. */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Converts a message of kafkajs. If a header is given several times, the last one counts. */
export function consumedMessage(message: KafkaMessage): ConsumedMessage {
  const { offset, key, value, timestamp, batchContext }: WithBatchHeader = message;
  const headers = consumedHeaders(message.headers);
  const traceparent = TRACEPARENT.exec(headers['traceparent']?.toString('latin1') ?? '')?.[0];
  return {
    offset: BigInt(offset),
    key,
    value,
    timestampMs: Number(timestamp),
    headers,
    ...(traceparent === undefined ? {} : { traceparent }),
    leaderEpoch: batchContext?.partitionLeaderEpoch ?? null,
  };
}

function consumedHeaders(headers: IHeaders = {}): Record<string, Buffer> {
  const consumed: Record<string, Buffer> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = Array.isArray(given) ? given.at(-1) : given;
    if (value !== undefined) consumed[name] = Buffer.from(value);
  }
  return consumed;
}
