import { toView } from './to-view';

/** The bytes that are moved out of the way of separators, marked by x. */
const protectedBytes = (bytes: readonly number[], charset: string): string =>
  [...toView(Buffer.from(bytes), charset)].map((unit) => (unit.charCodeAt(0) > 0xff ? 'x' : '.')).join('');

const ESC = 0x1b;
const BAR = 0x7c;

describe('a view of bytes', () => {
  it.each<[string, number[], string]>([
    ['shift_jis', [0x80, BAR], '..'],
    ['shift_jis', [0x81, BAR], '.x'],
    ['shift_jis', [0x9f, BAR], '.x'],
    ['shift_jis', [0xa0, BAR], '..'],
    ['shift_jis', [0xdf, BAR], '..'],
    ['shift_jis', [0xe0, BAR], '.x'],
    ['shift_jis', [0xfc, BAR], '.x'],
    ['shift_jis', [0xfd, BAR], '..'],
    ['shift_jis', [0x81, BAR, BAR], '.x.'],
    ['big5', [0x80, BAR], '..'],
    ['big5', [0x81, BAR], '.x'],
    ['big5', [0xfe, BAR], '.x'],
    ['big5', [0xff, BAR], '..'],
    ['gb18030', [0x80, BAR], '..'],
    ['gb18030', [0x81, 0x2f, BAR], '.x.'],
    ['gb18030', [0x81, 0x30, 0x81, BAR, BAR], '.xxx.'],
    ['gb18030', [0x81, 0x39, 0x81, BAR, BAR], '.xxx.'],
    ['gb18030', [0x81, 0x3a, BAR, BAR], '.x..'],
    ['gb18030', [0x81], '.'],
    ['iso-8859-1', [0x81, BAR], '..'],
  ])('protects in %s of %j: %s', (charset, bytes, expected) => {
    expect(protectedBytes(bytes, charset)).toBe(expected);
  });

  it('never protects a control character, which may end a segment', () => {
    expect(protectedBytes([0x81, 0x1f, BAR], 'big5')).toBe('...');
    expect(protectedBytes([0x81, 0x20, BAR], 'big5')).toBe('.x.');
  });

  it.each<[string, number[], string]>([
    ['ASCII', [BAR, 0x41], '..'],
    ['two-byte characters', [ESC, 0x24, 0x42, BAR, BAR, ESC, 0x28, 0x42, BAR], 'xxxxxxxx.'],
    ['a segment end that returns to ASCII', [ESC, 0x24, 0x42, BAR, 0x0d, BAR], 'xxxx..'],
    ['an escape sequence cut by a segment end', [ESC, 0x0d, BAR, BAR], 'x...'],
  ])('follows the escape sequences of ISO-2022-JP through %s', (_name, bytes, expected) => {
    expect(protectedBytes(bytes, 'iso-2022-jp')).toBe(expected);
  });

  it.each(['shift_jis', 'big5', 'gb18030', 'iso-2022-jp', 'utf-8'])(
    'gives the same bytes back for %s',
    (charset) => {
      const bytes = Buffer.from([ESC, 0x24, 0x42, 0x81, BAR, 0x0d, 0x83, 0x5c, 0x81, 0x30, 0x81, 0x30, 0xff]);
      expect(Buffer.from(toView(bytes, charset), 'latin1')).toEqual(bytes);
    },
  );
});
