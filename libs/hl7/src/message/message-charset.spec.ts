import { hl7, MSH, mshOf } from '../hl7.spec-support';
import { parseMessage } from './parse-message';

const pid5Of = (charset: string, bytes: readonly number[]): string =>
  parseMessage(
    Buffer.concat([hl7([mshOf(charset)]), Buffer.from('PID|1||1||'), Buffer.from(bytes), Buffer.from('|x')]),
  )
    .first('PID')
    ?.get('5') ?? '';

describe('text', () => {
  it.each([
    ['UNICODE UTF-8', [0xc3, 0xa9], 'é'],
    ['', [0xc3, 0xa9], 'é'],
    ['', [0xe9], 'é'],
    ['ASCII', [0xe9], 'é'],
    ['8859/1', [0xc3, 0xa9], 'Ã©'],
    ['8859/1', [0x80], '\x80'],
    ['ASCII', [0x80], '\x80'],
    ['ASCII', [0xc3, 0xa9], 'é'],
    ['GB 18030-2000', [0x84, 0x31, 0x95, 0x33, 0x41], '\ufeffA'],
    ['8859/2', [0xb1], 'ą'],
    ['8859/5', [0xd0], 'а'],
    ['8859/15', [0xa4], '€'],
    ['ISO-8859-7', [0xe1], 'α'],
    ['~8859/5', [0xd0], 'а'],
    ['UNICODE UTF-8', [0xe9, 0x41], 'éA'],
    ['no such', [0xc3, 0xa9], 'é'],
    ['GB 18030-2000', [0xd6, 0xd0], '中'],
    ['KS X 1001', [0xc7, 0xd1], '한'],
  ])('in charset %j decodes %j to %j', (charset, bytes, text) => {
    expect(pid5Of(charset, bytes)).toBe(text);
  });

  it.each([
    ['ISO IR14', [0x83, 0x5c, 0x8f, 0x7c], 'ソ楯'],
    ['ISO IR87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x5e, 0x21, 0x7c, 0x1b, 0x28, 0x42], '山党●'],
    ['8859/1~ISO IR87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], '山'],
    ['~ISO IR87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], '山'],
    ['BIG-5', [0xb3, 0x5c, 0xa5, 0x7c], '許四'],
    ['GB 18030-2000', [0x81, 0x30, 0x81, 0x30, 0x86, 0x7c], '\u0080唡'],
  ])('in %j may have bytes that look like separators: %j', (charset, bytes, text) => {
    expect(pid5Of(charset, bytes)).toBe(text);
    expect(pid5Of(charset, [0x41, ...bytes, 0x42])).toBe(`A${text}B`);
  });

  it('with half a character does not swallow the next segment', () => {
    const parsed = parseMessage(
      Buffer.concat([
        hl7([mshOf('ISO IR14')]),
        Buffer.from([0x50, 0x49, 0x44, 0x7c, 0x83]),
        hl7(['', 'OBX|1']),
      ]),
    );
    expect(parsed.get('OBX-1')).toBe('1');
  });

  it('is decoded once, with the bytes of its escapes', () => {
    const parsed = parseMessage(
      hl7([mshOf('UNICODE UTF-8'), 'NTE|\\XC3A9\\|\\XC3\\\\XA9\\|\xc3\\XA9\\|\\X26\\']),
    );
    expect([1, 2, 3, 4].map((n) => parsed.get(`NTE-${n}`))).toEqual(['é', 'é', 'é', '&']);
  });

  it('without MSH-18 has the charset of the feed', () => {
    const bytes = hl7([MSH, 'NTE|\xb1']);
    expect(parseMessage(bytes, { defaultCharset: '8859/2' }).get('NTE-1')).toBe('ą');
    expect(parseMessage(bytes, { defaultCharset: 'none' }).get('NTE-1')).toBe('±');
    expect(parseMessage(hl7([MSH, 'NTE|\xc3\xa9']), { defaultCharset: 'ASCII' }).get('NTE-1')).toBe('é');
    expect(parseMessage(hl7([mshOf('8859/1'), 'NTE|\xb1']), { defaultCharset: '8859/2' }).get('NTE-1')).toBe(
      '±',
    );
  });
});

describe('the charset in MSH-18', () => {
  it.each([
    ['ISO IR14', '\x8f|', '楯'],
    ['ISO IR87', '\x1b$B!|\x1b(B', '●'],
    ['BIG-5', '\xa5|', '四'],
    ['GB 18030-2000', '\x86|', '唡'],
  ])('%s is found behind a sender whose name contains a separator byte', (charset, sender, name) => {
    expect(parseMessage(hl7([mshOf(charset).replace('LAB', sender)])).get('MSH-3')).toBe(name);
  });

  it('is found behind a sender whose name looks like half a character', () => {
    expect(parseMessage(hl7([mshOf('8859/2').replace('LAB', 'LA\xe9'), 'NTE|\xb1'])).get('NTE-1')).toBe('ą');
  });

  it('is found without a repetition separator', () => {
    expect(parseMessage(hl7([mshOf('8859/2').replace('^~\\&', '^'), 'NTE|\xb1'])).get('NTE-1')).toBe('ą');
  });

  it('is not taken from a later segment', () => {
    const pid = `PID${'|8859/2'.repeat(20)}`;
    expect(parseMessage(hl7(['MSH|^~\\&|LAB', pid, 'NTE|\xb1'], '\n')).get('NTE-1')).toBe('±');
  });
});
