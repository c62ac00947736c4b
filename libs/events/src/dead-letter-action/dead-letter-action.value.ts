import { z } from 'zod';
import { recordCodec } from '../record/record.codec';
import { DEAD_LETTER_ACTIONS } from './dead-letter-action.topic';

export const DEAD_LETTER_ACTION_SCHEMA = 1;

const value = z.object({
  schema: z.literal(DEAD_LETTER_ACTION_SCHEMA),
  letterId: z.guid(),
  /**
   * `replay-begun` is written before anything is sent, so that every replay leaves a trace. `replayed`: the receiver took
   * it. `replay-refused`: it failed again. `discarded`: a person decided that nothing has to be done.
   */
  action: z.enum(['replay-begun', 'replayed', 'replay-refused', 'discarded']),
  /** Place of the letter at the time of the action; a letter written again later is open again. `offset` is decimal text. */
  letter: z.object({ partition: z.number().int(), offset: z.string().regex(/^\d+$/) }),
  /** `user@host`, or the name that the user gave. */
  by: z.string().min(1),
  at: z.iso.datetime(),
  /** Receiver and its answer, or the reason for discarding; no patient data. */
  note: z.string(),
});

export type DeadLetterActionRecord = z.infer<typeof value>;

const codec = recordCodec({ topic: DEAD_LETTER_ACTIONS, schema: DEAD_LETTER_ACTION_SCHEMA, value });

/** @throws InvalidRecordError if readers would refuse it */
export function encodeDeadLetterAction(record: DeadLetterActionRecord): { key: string; value: Buffer } {
  codec.check(record);
  return { key: record.letterId, value: codec.encode(record) };
}

export const decodeDeadLetterAction = codec.decode;
export const deadLetterActionJsonSchema = codec.jsonSchema;
