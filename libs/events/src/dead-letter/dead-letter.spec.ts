import { deadLetter, type DeadLetterOptions } from './dead-letter';
import { decodeDeadLetter, encodeDeadLetter, NO_SOURCE } from './dead-letter.value';

const options: DeadLetterOptions = {
  origin: 'pager',
  place: ['aki.alerts', 3, '17'],
  reason: 'invalid-record',
  detail: 'the value is not JSON in UTF-8',
  source: { topic: 'aki.alerts', partition: 3, offset: '17' },
  failedAt: new Date('2024-03-31T00:54:01.000Z'),
  payload: Buffer.from([0, 255, 13, 28]),
};

describe('deadLetter', () => {
  it('builds a valid record and sets the unknown source to null', () => {
    const letter = deadLetter(options);
    expect(letter).toEqual({
      schema: 1,
      id: '859d6c47-0f92-5dd0-71da-9f2eb31f4ebd',
      origin: 'pager',
      reason: 'invalid-record',
      detail: 'the value is not JSON in UTF-8',
      source: { ...NO_SOURCE, topic: 'aki.alerts', partition: 3, offset: '17' },
      failedAt: '2024-03-31T00:54:01.000Z',
      payload: 'AP8NHA==',
      part: null,
    });
    expect(decodeDeadLetter(encodeDeadLetter(letter).value)).toEqual(letter);
  });

  // Letters of earlier versions are on the topic: a repeat of their failure must have the same id.
  it.each<[DeadLetterOptions['origin'], DeadLetterOptions['place'], string]>([
    [
      'gateway',
      ['ward', 'not-hl7', '00112233445566778899aabbccddeeff'],
      '0502ea55-7a37-982e-25bb-88fad4ae5980',
    ],
    ['gateway', ['ward', 'too-large', 'aa', 'bb', 1], '179a9faf-3f8d-1fad-61f0-bc835a80ca8c'],
    ['inference', ['hl7.messages', 3, '17', 0], '9e585d20-0bcc-1ed7-a509-56e232b1f5b7'],
    ['inference', ['hl7.messages', 3, '17', null], '2a8275fe-c201-c0bf-3d57-929aacf4a074'],
    ['pager', ['page', '6f1c4f0e-0000-4000-8000-000000000001'], '2ece2d4a-404f-6c41-f94a-0b7dcb5d598c'],
  ])('keeps the id of %s %j', (origin, place, id) => {
    expect(deadLetter({ ...options, origin, place }).id).toBe(id);
  });

  it.each([
    ['bytes in the middle of a buffer', new Uint8Array([1, 2, 3, 4]).subarray(1, 3), 'AgM='],
    ['base64 text', { base64: 'AgM=' }, 'AgM='],
    ['a record without a value', null, ''],
  ])('keeps the payload of %s', (_name, payload, base64) => {
    expect(deadLetter({ ...options, payload }).payload).toBe(base64);
  });

  it('keeps the part of a frame that is kept in parts', () => {
    const part = { index: 1, last: true };
    expect(deadLetter({ ...options, part }).part).toEqual(part);
  });
});
