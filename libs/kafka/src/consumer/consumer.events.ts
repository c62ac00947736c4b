import { type BatchOutcome } from './batch.handler';

/** Reports what happens in a consumer; metrics and logs subscribe. */
export interface ConsumerEvents {
  joined?(info: { partitions: number[] }): void;
  /** The group rebalances. */
  rebalancing?(): void;
  /** The broker cannot be reached, or kafkajs gave up; a new member is made after the delay. */
  unavailable?(info: { error: Error; attempt: number; retryInMs: number }): void;
  batchHandled?(info: {
    partition: number;
    messages: number;
    durationMs: number;
    outcome: BatchOutcome['kind'];
    /** Records behind the end of the partition, after this batch. */
    lag: number;
  }): void;
  /** The handler threw unexpectedly: it should return known faults as outcomes. */
  handlerFailed?(info: { partition: number; error: Error; attempt: number; retryInMs: number }): void;
  partitionStopped?(info: { partition: number; reason: string }): void;
  commitFailed?(info: { error: Error }): void;
}
