import { deadLetterId } from './dead-letter';
import { type DeadLetterRecord } from './dead-letter.value';

/**
 * A letter as records that its topic takes: one, or, where its payload is above `maxPayloadBytes`, its parts in order.
 * They share their source, by which their readers join them, and have the same ids each time they are made; the first
 * has the letter's own.
 */
export function deadLetterParts(letter: DeadLetterRecord, maxPayloadBytes: number): DeadLetterRecord[] {
  const { id, origin, payload } = letter;
  // Base64 may be cut after each four characters, which are three bytes.
  const size = 4 * Math.ceil(maxPayloadBytes / 3);
  const count = Math.ceil(payload.length / size);
  if (count <= 1) return [letter];
  return Array.from({ length: count }, (_part, index) => ({
    ...letter,
    id: index === 0 ? id : deadLetterId(origin, [id, index]),
    payload: payload.slice(index * size, (index + 1) * size),
    part: { index, last: index === count - 1 },
  }));
}
