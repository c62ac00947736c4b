import { randomUUID } from 'node:crypto';
import { DEAD_LETTER_SCHEMA, NO_SOURCE, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { type LetterRecord } from './letters/letter';

/** A gateway's letter of `hello`. */
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

export const someAlert: Omit<AkiAlertRecord, 'id'> = {
  schema: 1,
  patient: { key: 'H|900000017', authority: 'H', mrn: '900000017' },
  observedAt: { local: '202401202243', instant: '2024-01-20T22:43:00.000Z', precision: 'minute' },
  source: 'rule',
  stage: 2,
  criterion: 'ratio-7d',
  creatinineUmolPerL: 161.5,
  baselineUmolPerL: 80,
  model: null,
  decisionId: randomUUID(),
  messageId: 'f'.repeat(32),
  feed: 'ward',
  receivedAt: '2024-01-20T22:50:00.000Z',
  decidedAt: '2024-01-20T22:50:01.000Z',
};
