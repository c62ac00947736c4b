import { z } from 'zod';
import { recordCodec } from '../record/record.codec';
import { DEAD_LETTER_ACTIONS } from './dead-letter-action.topic';

export const DEAD_LETTER_ACTION_SCHEMA = 1;

const value = z.object({
  schema: z.literal(DEAD_LETTER_ACTION_SCHEMA),
  letterId: z.guid(),
  /**
   * `replay-begun` is written before anything is sent, so that no replay is without a trace; `replayed`: taken by where
   * it was sent to; `replay-refused`: it came to the same end; `discarded`: nothing is to be done about it.
   */
  action: z.enum(['replay-begun', 'replayed', 'replay-refused', 'discarded']),
  /** Where the letter lay when this was done: one written again later is open again. Decimal text, as offsets are. */
  letter: z.object({ partition: z.number().int(), offset: z.string().regex(/^\d+$/) }),
  /** `user@host`, or whom the user named. */
  by: z.string().min(1),
  at: z.iso.datetime(),
  /** Where it was sent to and what came back, or why it was discarded; no patient data. */
  note: z.string(),
});

export type DeadLetterActionRecord = z.infer<typeof value>;

const codec = recordCodec({ topic: DEAD_LETTER_ACTIONS, schema: DEAD_LETTER_ACTION_SCHEMA, value });

/** @throws InvalidRecordError where its readers would refuse it */
export function encodeDeadLetterAction(record: DeadLetterActionRecord): { key: string; value: Buffer } {
  codec.check(record);
  return { key: record.letterId, value: codec.encode(record) };
}

export const decodeDeadLetterAction = codec.decode;
