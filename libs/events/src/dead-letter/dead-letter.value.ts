import { z } from 'zod';
import { recordCodec } from '../record/record.codec';
import { DEAD_LETTERS } from './dead-letter.topic';

export const DEAD_LETTER_SCHEMA = 1;

/** Where the payload came from: a feed's frame, or a record of a topic and, in it, one observation. */
const source = z.object({
  feed: z.string().nullable(),
  topic: z.string().nullable(),
  partition: z.number().int().nullable(),
  /** Decimal text: offsets exceed what a JSON number holds. */
  offset: z.string().regex(/^\d+$/).nullable(),
  messageId: z.string().nullable(),
  /** Index into the message's observations where one alone was refused; null where none or several were. */
  observation: z.number().int().nullable(),
  /** The alert whose page was refused; letters of versions before it have none. */
  alertId: z.guid().nullable().default(null),
});

const value = z.object({
  schema: z.literal(DEAD_LETTER_SCHEMA),
  id: z.guid(),
  origin: z.enum(['gateway', 'inference', 'pager']),
  /** A short constant such as `not-hl7`, `too-large`, `unit-missing`: what filters and metrics go by. */
  reason: z.string().min(1),
  /** One sentence for a person; no patient data. */
  detail: z.string(),
  source,
  failedAt: z.iso.datetime(),
  /** The payload's bytes, whole, in base64. */
  payload: z.base64(),
  /** A frame or record above the gateway's frame limit is kept in parts, in order, the last one marked. */
  part: z.object({ index: z.number().int().nonnegative(), last: z.boolean() }).nullable(),
});

export type DeadLetterRecord = z.infer<typeof value>;
export type DeadLetterSource = z.infer<typeof source>;

const codec = recordCodec({ topic: DEAD_LETTERS, schema: DEAD_LETTER_SCHEMA, value });

export function encodeDeadLetter(record: DeadLetterRecord): { key: string; value: Buffer } {
  return { key: record.id, value: codec.encode(record) };
}

export const decodeDeadLetter = codec.decode;

/** A source of which nothing is known. */
export const NO_SOURCE: DeadLetterSource = {
  feed: null,
  topic: null,
  partition: null,
  offset: null,
  messageId: null,
  observation: null,
  alertId: null,
};
