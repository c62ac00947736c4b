import { Hl7ParseError } from '../hl7-parse.error';

const CR = 0x0d;
const LF = 0x0a;

/** Locates MSH in a message, after a byte order mark and blanks. Throws Hl7ParseError. */
export function locateHeader(bytes: Buffer): { start: number; end: number } {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isBlank(bytes[start])) start += 1;
  if (start === bytes.length) throw new Hl7ParseError({ reason: 'empty', detail: 'it is empty' });
  if (!beginsWithMsh(bytes, start)) throw notMsh(bytes.subarray(start));
  let end = start;
  while (end < bytes.length && bytes[end] !== CR && bytes[end] !== LF) end += 1;
  return { start, end };
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === LF || byte === CR;
}

function beginsWithMsh(bytes: Buffer, start: number): boolean {
  return bytes[start] === 0x4d && bytes[start + 1] === 0x53 && bytes[start + 2] === 0x48;
}

function notMsh(bytes: Buffer): Hl7ParseError {
  const beginning = bytes.toString('latin1', 0, 8);
  return beginning.includes('M\0S\0') || beginning.includes('\0M\0S')
    ? new Hl7ParseError({ reason: 'utf-16', detail: 'it is UTF-16, which is not supported' })
    : new Hl7ParseError({ reason: 'not-hl7', detail: 'it does not begin with MSH' });
}
