import { type Hl7Message } from './hl7-message';

/** Returns the bytes that were parsed. */
export function serializeMessage(message: Hl7Message): Uint8Array {
  const lines = message.lines.map(({ text, end }) => text + end);
  return Buffer.from(message.prefix + lines.join(''), 'latin1');
}
