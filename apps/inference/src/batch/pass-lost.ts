import { type BatchEvents } from './batch.events';
import { type DecisionStore } from './decision.store';

export interface PassLostOptions {
  store: Pick<DecisionStore, 'transaction'>;
  events: Pick<BatchEvents, 'messagesLost'>;
}

/**
 * Moves a partition's progress over messages whose retention has run out: waiting for them would hold up every later
 * result. Nothing where somebody else has moved it meanwhile.
 */
export async function passLost(
  { store, events }: PassLostOptions,
  { partition, nextOffset, logStart }: { partition: number; nextOffset: bigint; logStart: bigint },
): Promise<void> {
  const passed = await store.transaction(async (tx) => {
    if ((await tx.lockProgress(partition)) !== nextOffset) return false;
    await tx.advanceProgress(partition, logStart);
    return true;
  });
  if (passed) events.messagesLost(partition, nextOffset, logStart);
}
