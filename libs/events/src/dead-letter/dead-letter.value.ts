import { z } from 'zod';
import { recordCodec } from '../record/record.codec';
import { DEAD_LETTERS } from './dead-letter.topic';

export const DEAD_LETTER_SCHEMA = 1;

/** Origin of the payload: a feed's frame, or a record of a topic and possibly one observation in it. */
const source = z.object({
  feed: z.string().nullable(),
  topic: z.string().nullable(),
  partition: z.number().int().nullable(),
  /** Decimal text, because offsets exceed the range of a JSON number. */
  offset: z.string().regex(/^\d+$/).nullable(),
  messageId: z.string().nullable(),
  /** Index of the message's observation if exactly one was refused; else null. */
  observation: z.number().int().nullable(),
  /** The alert whose page was refused; letters of earlier versions have none. */
  alertId: z.guid().nullable().default(null),
});

const value = z.object({
  schema: z.literal(DEAD_LETTER_SCHEMA),
  id: z.guid(),
  origin: z.enum(['gateway', 'inference', 'pager']),
  /** A short constant such as `not-hl7`, `too-large`, `unit-missing`, for filters and metrics. */
  reason: z.string().min(1),
  /** One sentence for a person; no patient data. */
  detail: z.string(),
  source,
  failedAt: z.iso.datetime(),
  /** All bytes of the payload, in base64. */
  payload: z.base64(),
  /** Set for a frame or record above the gateway's frame limit, which is kept in ordered parts with the last one marked. */
  part: z.object({ index: z.number().int().nonnegative(), last: z.boolean() }).nullable(),
});

export type DeadLetterRecord = z.infer<typeof value>;
export type DeadLetterSource = z.infer<typeof source>;

const codec = recordCodec({ topic: DEAD_LETTERS, schema: DEAD_LETTER_SCHEMA, value });

export function encodeDeadLetter(record: DeadLetterRecord): { key: string; value: Buffer } {
  return { key: record.id, value: codec.encode(record) };
}

export const decodeDeadLetter = codec.decode;
export const deadLetterJsonSchema = codec.jsonSchema;

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
