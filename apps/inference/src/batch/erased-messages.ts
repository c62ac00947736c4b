import { type MessageFacts } from '@renwatch/decisions';
import { PoisonMessageError } from '../intake/poison-message.error';

/** Returns the keys of all patients that a message names. */
export function keysOf({ patient, merges }: Pick<MessageFacts, 'patient' | 'merges'>): string[] {
  return patient === null ? [] : [patient, ...merges].map(({ key }) => key);
}

/**
 * Returns why a message is refused: one of its patients was erased after the message was sent, or after it was received.
 * Undefined if none was. A message that was sent later makes a new patient.
 * @param erased when the patients were erased, by key; ISO 8601
 */
export function refusedByErasure(
  facts: Pick<MessageFacts, 'patient' | 'merges' | 'sentAt' | 'receivedAt'>,
  erased: ReadonlyMap<string, string>,
): PoisonMessageError | undefined {
  if (erased.size === 0) return undefined;
  const saidMs = Math.min(Date.parse(facts.sentAt), Date.parse(facts.receivedAt));
  const after = keysOf(facts)
    .map((key) => erased.get(key))
    .find((erasedAt) => erasedAt !== undefined && saidMs <= Date.parse(erasedAt));
  if (after === undefined) return undefined;
  return new PoisonMessageError(
    'patient-erased',
    `sent before its patient was erased at ${after}, so nothing of it is kept; if it is needed, let its sender send a new message`,
  );
}
