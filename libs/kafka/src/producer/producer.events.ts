/** Reports what happens in a producer; metrics and logs subscribe. */
export interface ProducerEvents {
  connected?(): void;
  /** The broker cannot be reached; tried again after the delay. */
  unavailable?(info: { error: Error; attempt: number; retryInMs: number }): void;
  batchWritten?(info: { records: number; bytes: number; durationMs: number }): void;
  /** A batch was not taken; it is tried again, or divided if one of its records is to blame. */
  batchFailed?(info: { records: number; error: Error; attempt: number }): void;
}
