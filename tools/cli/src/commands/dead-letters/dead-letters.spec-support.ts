import { randomUUID } from 'node:crypto';
import { DEAD_LETTER_SCHEMA, NO_SOURCE, type DeadLetterRecord } from '@renwatch/events';
import { type LetterRecord } from './letters/letter';

/** A dead letter of the gateway with the payload `hello`. */
export function someLetter(own: Partial<DeadLetterRecord> = {}): DeadLetterRecord {
  return {
    schema: DEAD_LETTER_SCHEMA,
    id: randomUUID(),
    origin: 'gateway',
    reason: 'not-hl7',
    detail: 'no MSH',
    source: { ...NO_SOURCE, feed: 'ward', messageId: 'a'.repeat(32) },
    failedAt: '2026-11-25T09:00:00.000Z',
    payload: Buffer.from('hello').toString('base64'),
    part: null,
    ...own,
  };
}

export function letterRecord(own: Partial<LetterRecord> = {}): LetterRecord {
  const { payload, schema: _schema, ...letter } = someLetter();
  return { ...letter, bytes: payload.length, place: { partition: 0, offset: 0n }, ...own };
}
