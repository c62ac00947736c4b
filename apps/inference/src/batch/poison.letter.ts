import {
  DEAD_LETTER_SCHEMA,
  HL7_MESSAGES,
  NO_SOURCE,
  decodeHl7Message,
  deadLetterId,
  type DeadLetterRecord,
} from '@renwatch/events';
import { type PoisonMessageError } from '../intake/poison-message.error';
import { type LogMessage } from './batch.processor';

export interface PoisonLetterOptions {
  message: LogMessage;
  partition: number;
  poison: PoisonMessageError;
  failedAt: Date;
}

/**
 * The dead letter of a message that can never be processed. Its payload is the HL7 message itself where the record
 * can be read, else the record's bytes.
 */
export function poisonLetter({
  message,
  partition,
  poison,
  failedAt,
}: PoisonLetterOptions): DeadLetterRecord {
  const record = recordOf(message.value);
  const offset = String(message.offset);
  return {
    schema: DEAD_LETTER_SCHEMA,
    id: deadLetterId('inference', [HL7_MESSAGES, partition, offset, null]),
    origin: 'inference',
    reason: poison.reason,
    detail: poison.detail,
    source: {
      ...NO_SOURCE,
      feed: record?.feed ?? null,
      topic: HL7_MESSAGES,
      partition,
      offset,
      messageId: record?.id ?? null,
    },
    failedAt: failedAt.toISOString(),
    payload: record?.raw ?? (message.value ?? Buffer.alloc(0)).toString('base64'),
    part: null,
  };
}

function recordOf(value: Buffer | null) {
  try {
    return decodeHl7Message(value);
  } catch {
    return undefined;
  }
}
