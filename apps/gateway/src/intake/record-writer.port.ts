/** A record to write. */
interface OutgoingText {
  topic: string;
  key: string;
  value: Buffer;
  /** W3C trace context of the frame that the record comes from. */
  traceparent?: string | undefined;
}

/** Writes records to Kafka, those of one key in the order of the calls. */
export interface RecordWriter {
  /** Resolves after all in-sync replicas have the record. Rejects with an error whose `retriable` tells if a retry may help. */
  send(record: OutgoingText): Promise<void>;
}
