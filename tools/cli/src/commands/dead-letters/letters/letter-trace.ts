import {
  DEAD_LETTER_ACTION_SCHEMA,
  DEAD_LETTER_ACTIONS,
  deadLetterActionsTopic,
  encodeDeadLetterAction,
  type DeadLetterActionRecord,
} from '@renwatch/events';
import { type BatchingProducer, type KafkaClient } from '@renwatch/kafka';
import { type KafkaConfiguration } from '../../../connection/config';
import { type Letter } from './letter';
import { kafka, log } from '../../../connection/kafka';

export interface LetterTraceOptions {
  client: KafkaClient;
  producer: Pick<BatchingProducer, 'send'>;
  configuration: KafkaConfiguration;
  /** Name of the person who acts. */
  by: string;
  now: () => Date;
}

/** Records actions on letters in a topic of their own; the topic of the letters is never changed. */
export class LetterTrace {
  constructor(private readonly options: LetterTraceOptions) {}

  /** Creates the topic if it is missing. @throws KafkaUnavailableError (retriable) */
  async open(): Promise<void> {
    const { client, configuration } = this.options;
    const { partitions, replication: replicationFactor, minInSyncReplicas, maxFrameBytes } = configuration;
    const sizing = { partitions, replicationFactor, minInSyncReplicas, maxFrameBytes };
    await kafka().ensureTopics({ client, topics: [deadLetterActionsTopic(sizing)], log });
  }

  /** Resolves when the record is durable. @throws KafkaUnavailableError (retriable) */
  async write(
    { id, records }: Letter,
    action: DeadLetterActionRecord['action'],
    note: string,
  ): Promise<void> {
    const { producer, by, now } = this.options;
    const { partition, offset } = records[0].place;
    const record: DeadLetterActionRecord = {
      schema: DEAD_LETTER_ACTION_SCHEMA,
      letterId: id,
      action,
      letter: { partition, offset: String(offset) },
      by,
      at: now().toISOString(),
      note,
    };
    await producer.send({ topic: DEAD_LETTER_ACTIONS, ...encodeDeadLetterAction(record) });
  }
}
