import * as fc from 'fast-check';

import { delimitersArbitrary, hl7, MSH, mshOf } from '../hl7.spec-support';
import { parseMessage } from '../message/parse-message';
import { buildAck } from './build-ack';

const options = { code: 'AA', now: new Date('2024-03-31T00:30:01.234Z'), controlId: 'G1' } as const;
const ackOf = (original: Uint8Array, more: object = {}): string =>
  Buffer.from(buildAck(original, { ...options, ...more })).toString('latin1');

describe('an acknowledgement', () => {
  it('is one MSH and one MSA, addressed to the sender', () => {
    expect(ackOf(hl7([MSH, 'PID|1||42']))).toBe(
      'MSH|^~\\&|EHR|TRUST|LAB|RRK|20240331003001+0000||ACK^R01^ACK|G1|P|2.5.1\rMSA|AA|ID-7\r',
    );
  });

  it('can be built from a parsed message', () => {
    const bytes = hl7([MSH, 'PID|1||42']);
    expect(Buffer.from(buildAck(parseMessage(bytes), options)).toString()).toBe(ackOf(bytes));
  });

  it('has an empty MSA-2 for a message without MSH-10', () => {
    const original = hl7(['MSH|^~\\&|SIMULATION|NORTH HILL TEST|||20240331005400||ADT^A01|||2.5']);
    expect(ackOf(original)).toBe(
      'MSH|^~\\&|||SIMULATION|NORTH HILL TEST|20240331003001+0000||ACK^A01^ACK|G1|P|2.5\rMSA|AA|\r',
    );
  });

  it.each(['hello', '', 'FHS|^~\\&|x', '\x00\xff', 'MSH', 'MSH|AB12|x'])(
    'names nobody for %j, which is not HL7',
    (text) => {
      expect(ackOf(Buffer.from(text, 'latin1'), { code: 'AR', text: 'not HL7' })).toBe(
        'MSH|^~\\&|||||20240331003001+0000||ACK|G1|P|2.5\rMSA|AR||not HL7\r',
      );
    },
  );

  it('keeps the separators and the charset of the message', () => {
    const original = hl7(['MSH*:!?%#*L?S?AB*R\xe9K***20240331**ORU:R01*a:b*T*2.7******8859/1']);
    expect(ackOf(original, { text: 'a*b' })).toBe(
      'MSH*:!?%#***L?S?AB*R\xe9K*20240331003001+0000**ACK:R01:ACK*G1*T*2.7******8859/1\rMSA*AA*a:b*a?F?b\r',
    );
  });

  it('repeats MSH-10 byte for byte in any charset', () => {
    for (const [charset, id] of [
      ['UNICODE UTF-8', 'a\xc3\xa9'],
      ['8859/1', 'a\xe9'],
      ['ISO IR14', 'a\x83\x5c\x8f\x7cb'],
      ['', 'a\\F\\b'],
    ])
      expect(ackOf(hl7([mshOf(charset ?? '').replace('ID-7', id ?? '')]))).toContain(`\rMSA|AA|${id}\r`);
  });

  it('writes its own text in UTF-8 for UTF-8 messages, else in ASCII', () => {
    expect(ackOf(hl7([mshOf('UNICODE UTF-8')]), { text: 'é' })).toContain('|\xc3\xa9\r');
    expect(ackOf(hl7([mshOf('8859/2')]), { text: 'é' })).toContain('|?\r');
  });

  it.each([
    ['MSH+^~\\&+++++++', 'MSH+^~\\&+++++20240331003001\\F\\0000++ACK+G1+P+2.5\rMSA+AA++\\F\\\r', '+'],
    ['MSH.^~\\&.......', 'MSH.^~\\&.....20240331003001+0000..ACK.G1.P.2\\F\\5\rMSA.AA..\\F\\\r', '.'],
    [`MSH?^~\\&${'?'.repeat(16)}8859/1`, '?ACK?G1?P?2.5??????8859/1\rMSA?AA??\\F\\\r', 'é'],
  ])('escapes separators in its own time, version and text for %s', (header, ack, text) => {
    expect(ackOf(hl7([header]), { text })).toContain(ack);
  });

  it('is the same for the beginning of a large message', () => {
    const header = `${MSH}\rOBX|1|ED|x||`;
    expect(ackOf(Buffer.from(header + 'x'.repeat(1_000_000)))).toBe(ackOf(Buffer.from(header)));
  });

  it('does not send a long field back, except the control id', () => {
    const long = 'x'.repeat(2_000);
    const ack = ackOf(hl7([MSH.replace('LAB', long).replace('ID-7', `${long}y`)]));
    expect(ack).toContain(`MSA|AA|${long}y\r`);
    expect(ack.length).toBeLessThan(2_200);
    expect(ack).toContain('|EHR|TRUST||RRK|');
  });

  it.each(['ORU^xR01', 'ORU^R01x', 'ORU^R0123', 'ORU^r01', 'ORU^', 'ORU'])(
    'has no event for a message of type %s',
    (type) => {
      expect(ackOf(hl7([MSH.replace('ORU^R01^ORU_R01', type)]))).toContain('||ACK|G1|');
    },
  );

  it('has no MSA-3 for an empty text', () => {
    expect(ackOf(hl7([MSH]), { text: '' })).toMatch(/\rMSA\|AA\|ID-7\r$/);
  });

  it('writes UTF-8 about bytes that are not HL7', () => {
    expect(ackOf(Buffer.from('hello'), { text: 'é' })).toContain('MSA|AA||\xc3\xa9\r');
  });

  it('blanks control characters of fields that it repeats', () => {
    expect(ackOf(hl7([MSH.replace('LAB', 'L\x01B')]))).toContain('|L B|');
  });

  it.each([
    [1_000, true],
    [1_001, false],
  ])('repeats a field of %d characters: %s', (length, isRepeated) => {
    const sender = 'x'.repeat(length);
    expect(ackOf(hl7([MSH.replace('LAB', sender)])).includes(sender)).toBe(isRepeated);
  });

  it.each([
    ['a separator byte within a character', '\x8f|'],
    ['half a character', 'A\x8f'],
  ])('does not repeat a field with %s', (_name, sender) => {
    const header = mshOf('ISO IR14').replace('|LAB|', `|${sender}|`);
    expect(ackOf(hl7([header]))).not.toContain('\x8f');
  });

  it('never holds an injected segment or field, whatever message and options contain', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom('\r', '\n', '\x0b', '\x1c', '|', '^', '~', '\\', '&', '\rMSA|AA|x'),
          fc.string({ unit: 'binary-ascii', maxLength: 3 }),
          fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
          fc.constantFrom('\x83', '\xff', '\x1b$B'),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    const charsets = fc.constantFrom(
      '',
      '8859/1',
      'UNICODE UTF-8',
      'ISO IR14',
      'ISO IR87',
      'BIG-5',
      'GB 18030-2000',
    );
    const separators = fc.oneof(
      fc.constant({ field: '|', encodingCharacters: '^~\\&' }),
      delimitersArbitrary,
    );
    fc.assert(
      fc.property(
        separators,
        fc.array(nasty, { minLength: 1, maxLength: 14 }),
        charsets,
        nasty,
        nasty,
        ({ field, encodingCharacters }, texts, charset, text, controlId) => {
          // The separator itself among the bytes, as the nasty '|' is among the default ones.
          const fields = texts.map((part) => part.replaceAll('|', field));
          const header = [`MSH${field}${encodingCharacters}`, ...fields, ...Array<string>(15).fill('')]
            .slice(0, 17)
            .concat(charset)
            .join(field);
          const ack = ackOf(Buffer.from(`${header}\rPID${field}1\r`, 'latin1'), {
            text: text.replaceAll('|', field),
            controlId: controlId.replaceAll('|', field),
          });
          const [msh = '', msa = '', rest] = ack.split('\r');
          expect(rest).toBe('');
          expect(ack.split('\r')).toHaveLength(3);

          expect(ack.replaceAll('\r', '')).not.toMatch(/[\x00-\x1a\x1c-\x1f]/);
          const parsed = parseMessage(Buffer.from(ack, 'latin1'));
          expect(msh.startsWith(`MSH${parsed.delimiters.field}`)).toBe(true);
          expect(msa.startsWith(`MSA${parsed.delimiters.field}AA${parsed.delimiters.field}`)).toBe(true);
          expect([field, '|']).toContain(parsed.delimiters.field);
          expect(parsed.segments.map(({ name }) => name)).toEqual(['MSH', 'MSA']);
          expect(parsed.first('MSA')?.fieldCount).toBeLessThanOrEqual(3);
          expect([12, 18]).toContain(parsed.header.fieldCount);
        },
      ),
      { numRuns: 500 },
    );
  });
});
