import { DEAD_LETTERS, HL7_MESSAGES } from '@renwatch/events';
import { createKafkaClient, topicOffsets, type KafkaClient, type KafkaLog } from '@renwatch/kafka';

const SILENT: KafkaLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** Its commits follow the database, which is the truth; only the ends of the logs are of interest here. */
const GROUP = 'inference';

function ignore(): void {
  // The services log what happens to Kafka.
}

/** Where the topics end now. */
export class TopicEnds {
  private readonly client: KafkaClient;

  constructor(brokers: readonly string[]) {
    this.client = createKafkaClient({ brokers: [...brokers], clientId: 'renwatch-stack', log: SILENT });
  }

  /** Records on `dead-letters`, of all times: they are kept without limit. */
  async deadLetters(): Promise<number> {
    const partitions = await topicOffsets({ client: this.client, groupId: GROUP, topic: DEAD_LETTERS });
    return partitions.reduce((sum, { logStart, logEnd }) => sum + Number(logEnd - logStart), 0);
  }

  /** The next offset of each partition of `hl7.messages`, by partition. */
  async messages(): Promise<Map<number, { logStart: bigint; logEnd: bigint }>> {
    const partitions = await topicOffsets({ client: this.client, groupId: GROUP, topic: HL7_MESSAGES });
    return new Map(partitions.map(({ partition, logStart, logEnd }) => [partition, { logStart, logEnd }]));
  }
}
