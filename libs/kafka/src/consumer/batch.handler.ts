import { type IHeaders, type KafkaMessage } from 'kafkajs';

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

/** Converts a message of kafkajs. If a header is given several times, the last one counts. */
export function consumedMessage({ offset, key, value, timestamp, headers }: KafkaMessage): ConsumedMessage {
  return {
    offset: BigInt(offset),
    key,
    value,
    timestampMs: Number(timestamp),
    headers: consumedHeaders(headers),
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
