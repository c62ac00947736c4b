import { deadLetterId } from './dead-letter';
import { type DeadLetterRecord } from './dead-letter.value';

/**
 * Splits a letter into records that its topic takes: the letter itself or, if its payload is larger than
 * `maxPayloadBytes`, its parts in order. Parts share their source, by which readers join them. Their ids are the same
 * each time; the first part has the letter's own id.
 */
export function deadLetterParts(letter: DeadLetterRecord, maxPayloadBytes: number): DeadLetterRecord[] {
  const { id, origin, payload } = letter;
  // Base64 may be cut after every four characters, which encode three bytes.
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
