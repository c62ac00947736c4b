import { type UnitSuspicion } from '@renwatch/decisions';
import { type DeadLetterRecord } from '@renwatch/events';
import { type Intake } from '../intake/intake';
import { type BatchChanges } from './decision-store.port';

/** Reported while batches are processed; metrics and the log subscribe. */
export interface BatchEvents {
  batchCommitted(batch: {
    partition: number;
    intakes: readonly Intake[];
    changes: BatchChanges;
    letters: readonly DeadLetterRecord[];
  }): void;
  /** The database or Kafka is away; the batch is retried. */
  batchDelayed(partition: number, error: unknown): void;
  /** A batch failed with a permanent error and is bisected to the message that causes it. */
  batchHalved(partition: number, error: unknown): void;
  /** Retention removed these messages before they were processed: an alarm. */
  messagesLost(partition: number, fromOffset: bigint, toOffset: bigint): void;
  /** The log holds other records than those that were counted: an alarm. It is read again from the first difference. */
  logDiffers(partition: number, fromOffset: bigint, nextOffset: bigint): void;
  fenceRefused(partition: number, batchStart: bigint, nextOffset: bigint): void;
  /** The unit of a feed's results came under suspicion, or no longer is. */
  unitSuspicionChanged(suspicion: UnitSuspicion): void;
}
