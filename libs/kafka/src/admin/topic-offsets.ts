import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

export interface TopicOffsetsOptions {
  client: KafkaClient;
  groupId: string;
  topic: string;
}

export interface PartitionOffsets {
  partition: number;
  /** The next offset the group would read; null when it has committed none. */
  committed: bigint | null;
  /** The first offset still kept. */
  logStart: bigint;
  /** The offset that the next record will have. */
  logEnd: bigint;
  /** Records that the group has not committed. */
  lag: bigint;
}

/** How far a group has come on a topic, by partition. @throws KafkaUnavailableError (retriable) */
export async function topicOffsets({
  client,
  groupId,
  topic,
}: TopicOffsetsOptions): Promise<PartitionOffsets[]> {
  return withAdmin(client, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const groups = await admin.fetchOffsets({ groupId, topics: [topic] });
    const committedOf = new Map(
      groups.flatMap(({ partitions }) =>
        partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
      ),
    );
    return ends
      .map(({ partition, low, high }) => {
        const logStart = BigInt(low);
        const logEnd = BigInt(high);
        const at = committedOf.get(partition) ?? -1n;
        const committed = at < 0n ? null : at;
        const from = committed === null || committed < logStart ? logStart : committed;
        return { partition, committed, logStart, logEnd, lag: logEnd > from ? logEnd - from : 0n };
      })
      .sort((a, b) => a.partition - b.partition);
  });
}
