import { createHash } from 'node:crypto';

/** Returns 128 bits of SHA-256 of a message's bytes, in hex: a resend has the same id. */
export function messageId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
