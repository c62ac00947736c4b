import { type Charset } from './charset';

/**
 * Added to a byte of a multi-byte character that could be taken for a separator, to move it out of ASCII.
 * `Buffer.from(view, 'latin1')` takes the low byte of each unit, which restores the bytes.
 */
const PROTECTED = 0xe000;
const ESC = 0x1b;

/** Charsets whose characters may contain separator bytes. */
export const OVERLAPPING: readonly Charset[] = ['shift_jis', 'iso-2022-jp', 'big5', 'gb18030'];

/**
 * Converts bytes to a string of one unit for each byte, which is cheap to search and cut and can be converted back.
 * Protects bytes that a charset uses within its characters and that ASCII uses too: Shift JIS `ソ` ends in a backslash.
 */
export function toView(bytes: Buffer, charset: Charset): string {
  switch (charset) {
    case 'shift_jis':
      return protect(bytes, (at) => (isShiftJisLead(bytes[at] ?? 0) ? 2 : 1));
    case 'big5':
      return protect(bytes, (at) => (isLead(bytes[at] ?? 0) ? 2 : 1));
    case 'gb18030':
      return protect(bytes, (at) => (!isLead(bytes[at] ?? 0) ? 1 : isDigit(bytes[at + 1] ?? 0) ? 4 : 2));
    case 'iso-2022-jp':
      return protectSwitched(bytes);
    default:
      return bytes.toString('latin1');
  }
}

const isShiftJisLead = (byte: number): boolean =>
  (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isLead = (byte: number): boolean => byte >= 0x81 && byte <= 0xfe;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
/** A segment never ends within a character: a broken character must not swallow the next segment. */
const isControl = (byte: number): boolean => byte < 0x20;

function protect(bytes: Buffer, lengthAt: (at: number) => number): string {
  const units = new Uint16Array(bytes.length);
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + lengthAt(at));
    units[at] = bytes[at] ?? 0;
    for (at += 1; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (isControl(byte)) break;
      units[at] = PROTECTED + byte;
    }
  }
  return Buffer.from(units.buffer).toString('utf16le');
}

/** `ESC $ B` starts characters of two bytes, `ESC ( B` starts ASCII; each segment starts in ASCII. */
function protectSwitched(bytes: Buffer): string {
  const units = new Uint16Array(bytes.length);
  let wide = false;
  let sequence = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC) {
      wide = bytes[at + 1] === 0x24;
      sequence = 3;
    } else if (isControl(byte)) {
      wide = false;
      sequence = 0;
    }
    units[at] = (wide && !isControl(byte)) || sequence > 0 ? PROTECTED + byte : byte;
    sequence = Math.max(0, sequence - 1);
  }
  return Buffer.from(units.buffer).toString('utf16le');
}
