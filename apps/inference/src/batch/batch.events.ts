import { type DeadLetterRecord } from '@renwatch/events';
import { type Intake } from '../intake/intake';
import { type BatchChanges } from './decision.store';

/** What happens while batches are processed; metrics and the log subscribe. */
export interface BatchEvents {
  batchCommitted(batch: {
    partition: number;
    intakes: readonly Intake[];
    changes: BatchChanges;
    letters: readonly DeadLetterRecord[];
  }): void;
  /** A part of the service is away; the batch is tried again. */
  batchDelayed(partition: number, error: unknown): void;
  /** A batch failed for good and is searched for the message that did it. */
  batchHalved(partition: number, error: unknown): void;
  /** The log's retention ran out before these were processed: an alarm. */
  messagesLost(partition: number, fromOffset: bigint, toOffset: bigint): void;
  fenceRefused(partition: number, batchStart: bigint, nextOffset: bigint): void;
}
