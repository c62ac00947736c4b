import { DEAD_LETTERS, HL7_MESSAGES } from '@renwatch/events';
import { type PartitionOffsets } from '@renwatch/kafka';

/** What is asked of Kafka. */
export interface TopicReader {
  existing: () => Promise<ReadonlySet<string>>;
  /** Of a topic that is there. */
  offsets: (topic: string) => Promise<readonly PartitionOffsets[]>;
}

/** Where the topics end now. One that is not there has nothing: the services make them, and may be run elsewhere. */
export class TopicEnds {
  constructor(private readonly kafka: TopicReader) {}

  /** Records on `dead-letters`, of all times: they are kept without limit. */
  async deadLetters(): Promise<number> {
    const partitions = await this.partitions(DEAD_LETTERS);
    return partitions.reduce((sum, { logStart, logEnd }) => sum + Number(logEnd - logStart), 0);
  }

  /** The next offset of each partition of `hl7.messages`, by partition. */
  async messages(): Promise<Map<number, { logStart: bigint; logEnd: bigint }>> {
    const partitions = await this.partitions(HL7_MESSAGES);
    return new Map(partitions.map(({ partition, logStart, logEnd }) => [partition, { logStart, logEnd }]));
  }

  private async partitions(topic: string): Promise<readonly PartitionOffsets[]> {
    return (await this.kafka.existing()).has(topic) ? this.kafka.offsets(topic) : [];
  }
}
