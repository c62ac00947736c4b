import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

export interface RemoveRecordsOptions {
  client: KafkaClient;
  topic: string;
  /** Records that were written before this time are removed from the beginning of each partition. */
  before: Date;
  /** Counts, and removes nothing. */
  isTrial?: boolean;
}

/**
 * Removes the oldest records of a topic up to the first that was written at or after a time, and returns how many. Consumers
 * that have not read them never will.
 * @throws KafkaUnavailableError (retriable)
 */
export async function removeRecords(options: RemoveRecordsOptions): Promise<bigint> {
  const { client, topic, before, isTrial = false } = options;
  return withAdmin(client, async (admin) => {
    // Before the search: records that arrive meanwhile stay.
    const kept = await admin.fetchTopicOffsets(topic);
    const firstLater = await admin.fetchTopicOffsetsByTimestamp(topic, before.getTime());
    const found = new Map(firstLater.map(({ partition, offset }) => [partition, BigInt(offset)]));
    const removable = kept.flatMap(({ partition, low, high }) => {
      const end = BigInt(high);
      const later = found.get(partition) ?? -1n;
      const offset = later >= 0n && later < end ? later : end;
      return offset > BigInt(low) ? [{ partition, offset, count: offset - BigInt(low) }] : [];
    });
    if (!isTrial && removable.length > 0)
      await admin.deleteTopicRecords({
        topic,
        partitions: removable.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
      });
    return removable.reduce((sum, { count }) => sum + count, 0n);
  });
}
