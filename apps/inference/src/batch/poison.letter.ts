import { HL7_MESSAGES, deadLetter, decodeHl7Message, type DeadLetterRecord } from '@renwatch/events';
import { type PoisonMessageError } from '../intake/poison-message.error';
import { type LogMessage } from './log-batch';

export interface PoisonLetterOptions {
  message: LogMessage;
  partition: number;
  poison: PoisonMessageError;
  failedAt: Date;
}

/**
 * Returns the dead letter of a message that can never be processed. Its payload is the HL7 message itself if the record
 * can be read, otherwise the record's bytes; of an erased patient nothing.
 */
export function poisonLetter({
  message,
  partition,
  poison,
  failedAt,
}: PoisonLetterOptions): DeadLetterRecord {
  const record = recordOf(message.value);
  const offset = String(message.offset);
  return deadLetter({
    origin: 'inference',
    place: [HL7_MESSAGES, partition, offset, null],
    reason: poison.reason,
    detail: poison.detail,
    source: {
      feed: record?.feed ?? null,
      topic: HL7_MESSAGES,
      partition,
      offset,
      messageId: record?.id ?? null,
    },
    failedAt,
    payload: poison.reason === 'patient-erased' ? null : record ? { base64: record.raw } : message.value,
  });
}

function recordOf(value: Buffer | null) {
  try {
    return decodeHl7Message(value);
  } catch {
    return undefined;
  }
}
