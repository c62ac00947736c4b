import { createHash } from 'node:crypto';

/** 128 bits of SHA-256 of a message's bytes, in hex: a message sent again has the same. */
export function messageId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
