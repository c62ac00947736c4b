import { type Hl7Message } from '@renwatch/hl7';

/** Why a message is neither kept nor answered: it acknowledges one of ours, or its frame is empty. */
export type IgnoredMessageReason = 'acknowledgement' | 'heartbeat';

export const IGNORED_MESSAGE_REASONS: readonly IgnoredMessageReason[] = ['acknowledgement', 'heartbeat'];

const ACKNOWLEDGEMENT_TYPES: ReadonlySet<string> = new Set(['ACK', 'MCF']);

/** Returns true for a payload without any character: some engines send one to keep a connection alive. */
export function isBlank(payload: Uint8Array): boolean {
  return payload.every((byte) => byte <= 0x20);
}

/**
 * Returns true for a message that answers another one: of type ACK or MCF, or with MSA. An acknowledgement must never be
 * acknowledged (HL7 chapter 2), or two systems answer each other without end. The response to a query has MSA too; one
 * that brings observations is a message.
 */
export function isAcknowledgement(message: Hl7Message): boolean {
  const type = message.type.code.trim().toUpperCase();
  if (ACKNOWLEDGEMENT_TYPES.has(type)) return true;
  return message.first('MSA') !== undefined && message.first('OBX') === undefined;
}
