import * as fc from 'fast-check';
import { deadLetterParts } from './dead-letter-parts';
import { deadLetter } from './dead-letter';
import { decodeDeadLetter, encodeDeadLetter } from './dead-letter.value';

const letterOf = (payload: Uint8Array) =>
  deadLetter({
    origin: 'pager',
    place: ['aki.alerts', 3, '17'],
    reason: 'invalid-record',
    detail: 'the value is not JSON in UTF-8',
    source: { topic: 'aki.alerts', partition: 3, offset: '17' },
    failedAt: new Date('2024-03-31T00:54:01.000Z'),
    payload,
  });

describe('deadLetterParts', () => {
  it.each([0, 1, 4_096])('returns the letter itself for a payload of %d bytes', (bytes) => {
    const letter = letterOf(new Uint8Array(bytes));
    expect(deadLetterParts(letter, 4_096)).toEqual([letter]);
  });

  it('splits a large payload in order and marks the last part', () => {
    const limits = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), limits, (payload, limit) => {
        const letter = letterOf(payload);
        const parts = deadLetterParts(letter, limit).map((part) =>
          decodeDeadLetter(encodeDeadLetter(part).value),
        );
        const bytes = parts.map((part) => Buffer.from(part.payload, 'base64'));
        expect(Buffer.concat(bytes)).toEqual(Buffer.from(payload));
        for (const { length } of bytes) expect(length).toBeLessThanOrEqual(limit + 2);
        for (const { source } of parts) expect(source).toEqual(letter.source);
        expect(parts[0]?.id).toBe(letter.id);
        expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
        if (parts.length > 1)
          expect(parts.map(({ part }) => part)).toEqual(
            parts.map((_part, index) => ({ index, last: index === parts.length - 1 })),
          );
        expect(deadLetterParts(letter, limit)).toEqual(parts);
      }),
    );
  });
});
