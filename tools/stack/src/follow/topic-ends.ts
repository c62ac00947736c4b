import { DEAD_LETTERS, HL7_MESSAGES } from '@renwatch/events';
import {
  createKafkaClient,
  existingTopics,
  topicOffsets,
  type KafkaLog,
  type PartitionOffsets,
} from '@renwatch/kafka';

const SILENT: KafkaLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** Required by the call; only the ends of the logs are used here. */
const GROUP = 'inference';

function ignore(): void {
  // The services log Kafka's faults.
}

/** The queries to Kafka. */
export interface TopicReader {
  existing: () => Promise<ReadonlySet<string>>;
  /** Reads an existing topic. */
  offsets: (topic: string) => Promise<readonly PartitionOffsets[]>;
}

/** Reads where the topics end now. A missing topic is empty: the services create it, and may run elsewhere. */
export class TopicEnds {
  constructor(private readonly kafka: TopicReader) {}

  /** Counts all records on `dead-letters`: they are kept without limit. */
  async deadLetters(): Promise<number> {
    const partitions = await this.partitions(DEAD_LETTERS);
    return partitions.reduce((sum, { logStart, logEnd }) => sum + Number(logEnd - logStart), 0);
  }

  /** Returns first and next offset of each partition of `hl7.messages`, by partition. */
  async messages(): Promise<Map<number, { logStart: bigint; logEnd: bigint }>> {
    const partitions = await this.partitions(HL7_MESSAGES);
    return new Map(partitions.map(({ partition, logStart, logEnd }) => [partition, { logStart, logEnd }]));
  }

  private async partitions(topic: string): Promise<readonly PartitionOffsets[]> {
    return (await this.kafka.existing()).has(topic) ? this.kafka.offsets(topic) : [];
  }
}

export function topicReader(brokers: readonly string[]): TopicReader {
  const client = createKafkaClient({ brokers: [...brokers], clientId: 'renwatch-stack', log: SILENT });
  return {
    existing: () => existingTopics({ client }),
    offsets: (topic) => topicOffsets({ client, groupId: GROUP, topic }),
  };
}

export interface UnprocessedOptions {
  ends: ReadonlyMap<number, { logStart: bigint; logEnd: bigint }>;
  /** The first unprocessed offset of each partition, from the table `progress`. */
  progress: readonly { partition: number; nextOffset: bigint }[];
}

/** Counts accepted messages that are not yet decided, by the database's progress, not the group's committed offsets. */
export function unprocessedMessages({ ends, progress }: UnprocessedOptions): number {
  const next = new Map(progress.map(({ partition, nextOffset }) => [partition, nextOffset]));
  let left = 0n;
  for (const [partition, { logStart, logEnd }] of ends) {
    const from = next.get(partition) ?? logStart;
    if (logEnd > from) left += logEnd - from;
  }
  return Number(left);
}
