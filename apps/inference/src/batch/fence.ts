import { type Progress } from '@renwatch/store';
import { type BatchEvents } from './batch.events';
import { type DecisionStore, type DecisionTransaction } from './decision-store.port';

/**
 * The batch does not begin at the progress in the database: another consumer has the partition, or had it. The
 * transaction is rolled back and writes nothing.
 */
export class FenceMismatchError extends Error {
  readonly retriable = false;

  constructor(
    readonly partition: number,
    readonly batchStart: bigint,
    readonly nextOffset: bigint,
  ) {
    super(`partition ${partition}: batch begins at ${batchStart}, but the next offset is ${nextOffset}`);
    this.name = 'FenceMismatchError';
  }
}

/**
 * Locks the partition's progress for the transaction and returns it.
 * @throws FenceMismatchError if the batch does not begin there
 */
export async function lockFence(
  tx: DecisionTransaction,
  { partition, batchStart }: { partition: number; batchStart: bigint },
): Promise<Progress> {
  const progress = await tx.lockProgress(partition);
  if (progress.nextOffset !== batchStart)
    throw new FenceMismatchError(partition, batchStart, progress.nextOffset);
  return progress;
}

export interface SkipExpiredOptions {
  store: Pick<DecisionStore, 'transaction'>;
  events: Pick<BatchEvents, 'messagesLost'>;
}

/**
 * Moves a partition's progress past messages whose retention has run out: waiting for them would hold up every later
 * result. Does nothing if another replica has moved it meanwhile.
 */
export async function skipExpired(
  { store, events }: SkipExpiredOptions,
  { partition, nextOffset, logStart }: { partition: number; nextOffset: bigint; logStart: bigint },
): Promise<void> {
  const skipped = await store.transaction(async (tx) => {
    if ((await tx.lockProgress(partition)).nextOffset !== nextOffset) return false;
    await tx.advanceProgress(partition, { nextOffset: logStart, trail: [] });
    return true;
  });
  if (skipped) events.messagesLost(partition, nextOffset, logStart);
}
