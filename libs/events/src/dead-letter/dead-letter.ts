import { createHash } from 'node:crypto';
import {
  DEAD_LETTER_SCHEMA,
  NO_SOURCE,
  type DeadLetterRecord,
  type DeadLetterSource,
} from './dead-letter.value';

export interface DeadLetterOptions {
  origin: DeadLetterRecord['origin'];
  /** Identifies the failure within its origin; the id is a hash of both, so a repeat has the same id. */
  place: readonly (string | number | null)[];
  /** A short constant such as `not-hl7`, for filters and metrics. */
  reason: string;
  /** One sentence for a person; no patient data. */
  detail: string;
  /** Origin of the payload, as far as it is known; the rest is null. */
  source: Partial<DeadLetterSource>;
  failedAt: Date;
  /** The payload's bytes, or their base64 text; null for a record without a value. */
  payload: Uint8Array | { base64: string } | null;
  /** Set when the payload is one part of a larger frame. */
  part?: DeadLetterRecord['part'];
}

/** Builds the record of something that could not be processed. */
export function deadLetter(options: DeadLetterOptions): DeadLetterRecord {
  const { origin, place, reason, detail, source, failedAt, payload, part = null } = options;
  return {
    schema: DEAD_LETTER_SCHEMA,
    id: deadLetterId(origin, place),
    origin,
    reason,
    detail,
    source: { ...NO_SOURCE, ...source },
    failedAt: failedAt.toISOString(),
    payload: base64Of(payload),
    part,
  };
}

/** Returns a UUID made from the origin and the place. */
export function deadLetterId(origin: DeadLetterRecord['origin'], place: DeadLetterOptions['place']): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([origin, ...place]))
    .digest('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return groups.join('-');
}

function base64Of(payload: DeadLetterOptions['payload']): string {
  if (payload === null) return '';
  if ('base64' in payload) return payload.base64;
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64');
}
