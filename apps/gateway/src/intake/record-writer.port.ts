/** Where records go. Calls are written in the order they were made, for each key. */
export interface RecordWriter {
  /** Resolves after all in-sync replicas have it. Rejects with an error whose `retriable` says whether again may help. */
  send(record: { topic: string; key: string; value: Buffer }): Promise<void>;
}
