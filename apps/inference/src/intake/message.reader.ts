import {
  HL7_MESSAGES,
  InvalidRecordError,
  deadLetter,
  decodeHl7Message,
  type DeadLetterReason,
  type DeadLetterRecord,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { readRecord, seenInRecord, type CreatinineCode, type Refusal } from '@renwatch/intake';
import { type Intake } from './intake';
import { PoisonMessageError } from './poison-message.error';

export interface MessageReaderOptions {
  /** Asked for each message, because codes may change while inference runs. */
  codesOf: (feed: string) => readonly CreatinineCode[];
  now: () => Date;
}

export interface KafkaPlace {
  partition: number;
  offset: bigint;
}

/** Reads a record of `hl7.messages` into facts for the decision core and dead letters for the rest. */
export class MessageReader {
  constructor(private readonly options: MessageReaderOptions) {}

  /**
   * @throws NewerSchemaError for a record that only a newer version can read
   * @throws PoisonMessageError for bytes that can never be processed
   */
  read(value: Buffer | null, place: KafkaPlace): Intake {
    const record = decode(value);
    refuseNul(record);
    const codes = this.options.codesOf(record.feed);
    const { facts, refusals, ignored, unread } = readRecord(record, { codes });
    const refused = refusals.map((refusal) => ({
      letter: this.letter(record, place, refusal),
      values: refusal.values,
    }));
    const seen = seenInRecord(record, codes);
    return { ...facts, offset: place.offset, refused, ignored, unread, seen };
  }

  private letter(
    record: Hl7MessageRecord,
    place: KafkaPlace,
    { reason, detail, observation, values }: Refusal,
  ): DeadLetterRecord {
    const offset = String(place.offset);
    const others = Math.max(values - 1, 0);
    return deadLetter({
      origin: 'inference',
      place: [HL7_MESSAGES, place.partition, offset, observation],
      reason: reason satisfies DeadLetterReason<'inference'>,
      detail: others === 0 ? detail : `${detail}; and ${others} more of this message`,
      source: {
        feed: record.feed,
        topic: HL7_MESSAGES,
        partition: place.partition,
        offset,
        messageId: record.id,
        observation: others === 0 ? observation : null,
      },
      failedAt: this.options.now(),
      payload: { base64: record.raw },
    });
  }
}

function decode(value: Buffer | null): Hl7MessageRecord {
  try {
    return decodeHl7Message(value);
  } catch (error) {
    if (!(error instanceof InvalidRecordError)) throw error;
    throw new PoisonMessageError('invalid-record', error.detail, { cause: error });
  }
}

/** PostgreSQL cannot store NUL in text, and no code contains one. */
function refuseNul(record: Hl7MessageRecord): void {
  const place = Object.entries(record).find(([name, part]) => name !== 'raw' && holdsNul(part))?.[0];
  if (place !== undefined)
    throw new PoisonMessageError('nul-character', `a NUL character in the message's ${place}`);
}

function holdsNul(part: unknown): boolean {
  if (typeof part === 'string') return part.includes('\0');
  return typeof part === 'object' && part !== null && Object.values(part).some(holdsNul);
}
