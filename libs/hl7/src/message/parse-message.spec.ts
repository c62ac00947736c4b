import * as fc from 'fast-check';

import { Hl7ParseError } from '../hl7-parse.error';
import { hl7, MSH, mshOf } from '../hl7.spec-support';
import { parseMessage } from './parse-message';
import { serializeMessage } from './serialize-message';

const reasonOf = (bytes: Uint8Array, options = {}): string => {
  try {
    parseMessage(bytes, options);
    return 'parsed';
  } catch (error) {
    if (error instanceof Hl7ParseError) return error.reason;
    throw error;
  }
};
describe('a message', () => {
  const message = parseMessage(
    hl7([MSH, 'PID|1||42^^^RRK^MR~43^^^NHS&1.2&ISO', 'OBX|1|NM|a', 'OBX|2|NM|b', 'ZZZ']),
  );

  it.each([
    ['MSH-1', '|'],
    ['MSH-2', '^~\\&'],
    ['MSH-3', 'LAB'],
    ['MSH-9.2', 'R01'],
    ['MSH-9', 'ORU^R01^ORU_R01'],
    ['PID-3', '42^^^RRK^MR'],
    ['PID-3.1', '42'],
    ['PID-3[2].1', '43'],
    ['PID-3[2].4', 'NHS&1.2&ISO'],
    ['PID-3[2].4.2', '1.2'],
    ['PID-3.1.1', '42'],
    ['PID-3.1.2', ''],
    ['PID-3[3].1', ''],
    ['PID-99.1', ''],
    ['PID-3.9', ''],
    ['PID-3.9.1', ''],
    ['OBX[2]-3', 'b'],
    ['OBX[3]-3', ''],
    ['PV1-2', ''],
    ['ZZZ-1', ''],
  ])('has at %s the text %j', (path, text) => {
    expect(message.get(path)).toBe(text);
  });

  it('has a type, a control id and segments', () => {
    expect(message.type).toEqual({ code: 'ORU', event: 'R01', structure: 'ORU_R01' });
    expect(message.controlId).toBe('ID-7');
    expect(message.segments.map(({ name }) => name)).toEqual(['MSH', 'PID', 'OBX', 'OBX', 'ZZZ']);
    expect(message.all('OBX').map((segment) => segment.get('3'))).toEqual(['a', 'b']);
    expect(message.first('OBR')).toBeUndefined();
  });

  it('distinguishes deleted, empty and absent fields', () => {
    const pid = parseMessage(hl7([MSH, 'PID|1|""||x'])).first('PID');
    expect([2, 3, 4, 5].map((n) => [pid?.field(n).isDelete, pid?.field(n).isEmpty])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, true],
    ]);
    expect(pid?.field(3).repetitions).toEqual([]);
    expect(pid?.field(0).raw).toBe('');
    expect(parseMessage(hl7([MSH])).header.field(0).raw).toBe('');
  });

  it('gives the text of each level, with the separators below it', () => {
    const field = parseMessage(hl7([MSH, 'PID|1||a\\T\\b&c^d~e']))
      .first('PID')
      ?.field(3);
    expect(field?.text).toBe('a&b&c^d~e');
    expect(field?.repetitions.map(({ text }) => text)).toEqual(['a&b&c^d', 'e']);
    expect(field?.repetitions[0]?.components.map(({ text }) => text)).toEqual(['a&b&c', 'd']);
    expect(field?.repetitions[0]?.components[0]?.subcomponents).toEqual(['a&b', 'c']);
  });

  it.each(['PID', 'PID-', 'PID-0', 'PID-3.0', 'PID-3[0]', 'pid-3', '3.1', 'PID-3.1.1.1'])(
    'throws for the invalid path %j',
    (path) => {
      expect(() => message.get(path)).toThrow(TypeError);
    },
  );

  it.each(['\r', '\n', '\r\n'])('ends its segments with %j', (end) => {
    const parsed = parseMessage(hl7([MSH, 'PID|1||42', 'OBX|1|ST|x||two words'], end));
    expect(parsed.segments).toHaveLength(3);
    expect(parsed.get('OBX-5')).toBe('two words');
  });

  it('may end without a segment end', () => {
    expect(parseMessage(Buffer.from(`${MSH}\rPID|1||42`)).get('PID-3')).toBe('42');
  });

  it('may contain LF in a text if CR ends its segments', () => {
    const parsed = parseMessage(
      Buffer.from(`${MSH}\rOBX|1|ST|x||one\ntwo\nOBX of old|u|||||F\rOBX|2\n\nNTE|1\rZ1`),
    );
    expect(parsed.segments.map(({ name }) => name)).toEqual(['MSH', 'OBX', 'OBX', 'NTE', 'Z1']);
    expect(parsed.get('OBX-5')).toBe('one\ntwo\nOBX of old');
    expect(parsed.get('OBX-11')).toBe('F');
  });

  it('may contain a byte order mark, leading blanks and blank lines', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(`\r\n\t ${MSH}\r\r\n  \rPID|1||42\r\r`),
    ]);
    const parsed = parseMessage(bytes);
    expect(parsed.segments.map(({ name }) => name)).toEqual(['MSH', 'PID']);
    expect(Buffer.from(serializeMessage(parsed))).toEqual(bytes);
  });

  it('joins ADD to the field that it continues', () => {
    const parsed = parseMessage(hl7([MSH, 'OBX|1|TX|x||one', 'ADD| and', 'ADD| two|mg', 'OBX|2']));
    expect(parsed.segments.map(({ name }) => name)).toEqual(['MSH', 'OBX', 'OBX']);
    expect([parsed.get('OBX-5'), parsed.get('OBX-6')]).toEqual(['one and two', 'mg']);
    expect(parseMessage(hl7([MSH, 'ADD|rest'])).get('ADD-1')).toBe('rest');
  });

  it('may have separators of its own, and a fifth encoding character', () => {
    const parsed = parseMessage(hl7(['MSH*:!?%#*LAB', 'PID*1**4?S?2:a%b:?P?!x|y']));
    expect(parsed.get('PID-3.1')).toBe('4:2');
    expect(parsed.get('PID-3.2.2')).toBe('b');
    expect(parsed.get('PID-3.3')).toBe('#');
    expect(parsed.get('PID-3[2]')).toBe('x|y');
    expect(parsed.get('MSH-2')).toBe(':!?%#');
  });

  it.each([
    ['MSH||LAB', 'a&b', 'b'],
    ['MSH|^~&|LAB', 'a&b', 'b'],
    ['MSH|^~\\\\&|LAB', 'a&b', 'b'],
    ['MSH|^~\\|LAB', 'a&b', ''],
    ['MSH|^', 'a&b', ''],
  ])('with the header %j reads in %j the second subcomponent %j', (header, field, expected) => {
    expect(parseMessage(hl7([header, `PID|1||${field}`])).get('PID-3.1.2')).toBe(expected);
  });
});

describe('a refused message', () => {
  it.each([
    ['', 'empty'],
    ['\r\n ', 'empty'],
    ['hello', 'not-hl7'],
    ['PID|1', 'not-hl7'],
    ['FHS|^~\\&|', 'not-hl7'],
    ['msh|^~\\&|', 'not-hl7'],
    ['MSH', 'delimiters'],
    ['MSH ^~\\&', 'delimiters'],
    ['MSHA^~\\&', 'delimiters'],
    ['MSH|AB12|LAB', 'delimiters'],
    ['MSH|^~\\&#!|LAB', 'delimiters'],
    ['MSH-4 Sending', 'delimiters'],
    ['M\0S\0H\0|\0', 'utf-16'],
    ['\xff\xfeM\0S\0H\0|\0', 'utf-16'],
  ])('%j is refused as %s', (text, reason) => {
    expect(reasonOf(Buffer.from(text, 'latin1'))).toBe(reason);
  });

  it.each([
    ['', 'it is empty'],
    ['\t\r\n ', 'it is empty'],
    ['hello', 'it does not begin with MSH'],
    ['M\0S\0H\0', 'it is UTF-16, which is not supported'],
  ])('%j has an error that says: %s', (text, detail) => {
    const error = { name: 'Hl7ParseError', detail, message: `not an HL7 v2 message: ${detail}` };
    expect(() => parseMessage(Buffer.from(text, 'latin1'))).toThrow(expect.objectContaining(error));
  });

  it('is never quoted by the error', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^MSH[a-z]{8,20}$/), (text) => {
        expect(() => parseMessage(Buffer.from(text))).toThrow(Hl7ParseError);
        try {
          parseMessage(Buffer.from(text));
        } catch (error) {
          expect(String(error)).not.toContain(text.slice(3));
          expect(error).toMatchObject({ retriable: false });
        }
      }),
    );
  });

  it('has more parts than the limit', () => {
    const bytes = hl7([MSH, `PID${'|'.repeat(200)}`]);
    expect(reasonOf(bytes, { maxParts: 200 })).toBe('too-many-parts');
    expect(reasonOf(bytes, { maxParts: 300 })).toBe('parsed');
  });

  it.each(['\r', '\n', '\r\n'])('has more separators than the limit, of all kinds and ends %j', (end) => {
    // The fields of MSH and PID and the ends of both.
    const separators = 5 + 7 + 2 * end.length;
    const bytes = hl7(['MSH|^~\\&|', 'PID|1||a^b~c&d&e'], end);
    expect(reasonOf(bytes, { maxParts: separators })).toBe('parsed');
    expect(() => parseMessage(bytes, { maxParts: separators - 1 })).toThrow(
      `it has ${separators} separators, above the limit of ${separators - 1}`,
    );
  });
});

describe('every message', () => {
  const charsets = fc.constantFrom(
    '',
    'ASCII',
    '8859/1',
    'UNICODE UTF-8',
    'ISO IR14',
    'ISO IR87',
    'BIG-5',
    'GB 18030-2000',
  );
  const body = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc
          .constantFrom('\r', '\n', '\r\n', '|', '~', '^', '&', '\\', '\rOBX|', '\rADD|', '\x1b$B', '\x1b(B')
          .map((text) => Buffer.from(text)),
      ),
      { maxLength: 30 },
    )
    .map((parts) => Buffer.concat(parts));

  it('is serialised byte for byte, whatever its bytes and charset', () => {
    fc.assert(
      fc.property(charsets, body, (charset, bytes) => {
        const whole = Buffer.concat([Buffer.from(`${mshOf(charset)}|`), bytes]);
        expect(Buffer.from(serializeMessage(parseMessage(whole))).equals(whole)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is parsed or refused with a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, header) => {
        const whole = Buffer.concat([Buffer.from(header ? 'MSH' : ''), bytes]);
        expect(['parsed', 'empty', 'not-hl7', 'delimiters', 'utf-16']).toContain(reasonOf(whole));
      }),
    );
  });

  it('gives every field as text', () => {
    fc.assert(
      fc.property(charsets, body, (charset, bytes) => {
        const parsed = parseMessage(Buffer.concat([hl7([mshOf(charset)]), bytes]));
        for (const segment of parsed.segments) {
          const whole = Array.from({ length: segment.fieldCount }, (_item, i) => segment.field(i + 1));
          if (segment.name !== 'MSH')
            expect([segment.name, ...whole.map(({ raw }) => raw)].join('|')).toBe(segment.raw);
          for (const field of whole)
            for (const repetition of field.repetitions)
              for (const component of repetition.components) {
                expect(typeof component.text).toBe('string');
                expect(component.subcomponents.length).toBeLessThanOrEqual(component.text.length + 2);
              }
        }
      }),
    );
  });
});
