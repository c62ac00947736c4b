import { isAscii } from 'node:buffer';
import { type Charset } from '../charset/charset';
import { messageCharset } from '../charset/message-charset';
import { toView } from '../charset/to-view';
import { type Delimiters } from '../delimiters/delimiters';
import { readDelimiters } from '../delimiters/read-delimiters';
import { Hl7ParseError } from '../hl7-parse.error';
import { Hl7Message } from './hl7-message';
import { locateHeader } from './locate-header';
import { PartReader } from './part-reader';
import { splitLines } from './split-lines';

export interface ParseOptions {
  /** The charset of messages whose MSH-18 names none, by HL7's or its usual name. Default: UTF-8 if valid, else ISO 8859-1. */
  readonly defaultCharset?: string;
  /** The most separators of all kinds; bounds the memory that a message takes. Default 500,000. */
  readonly maxParts?: number;
}

const DEFAULT_MAX_PARTS = 500_000;
/** Offset of MSH-2. */
const ENCODING_CHARACTERS = 4;
/** Charsets in which ASCII bytes may stand for other characters. */
const SWITCHED: ReadonlySet<Charset> = new Set(['iso-2022-jp']);

/**
 * Reads one HL7 v2 message of any version, in time linear in its size. Segments end with CR, LF or CR LF; a byte order
 * mark and blanks before MSH are skipped but kept. Throws Hl7ParseError.
 */
export function parseMessage(message: Uint8Array, options: ParseOptions = {}): Hl7Message {
  const bytes = Buffer.isBuffer(message)
    ? message
    : Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const { start, end } = locateHeader(bytes);
  const header = bytes.toString('latin1', start, end);
  const delimiters = readDelimiters(header);
  assertReadable(bytes, delimiters, options.maxParts ?? DEFAULT_MAX_PARTS);
  const { defaultCharset } = options;
  const charset = messageCharset({ bytes, header, delimiters, defaultCharset });
  const view = toView(start === 0 ? bytes : bytes.subarray(start), charset);
  const isPlain = isAscii(bytes) && !SWITCHED.has(charset) && !hasEscapes(view, delimiters);
  const reader = new PartReader({ delimiters, charset, isPlain });
  const prefix = start === 0 ? '' : bytes.toString('latin1', 0, start);
  return new Hl7Message(reader, prefix, splitLines(view, delimiters.field));
}

/** Returns true if the escape character stands anywhere behind its declaration in MSH-2. */
function hasEscapes(view: string, { escape, encodingCharacters }: Delimiters): boolean {
  const isDeclared = view.startsWith(encodingCharacters, ENCODING_CHARACTERS);
  const begin = ENCODING_CHARACTERS + (isDeclared ? encodingCharacters.length : 0);
  return escape !== '' && view.includes(escape, begin);
}

function assertReadable(bytes: Buffer, delimiters: Delimiters, maxParts: number): void {
  if (bytes.length <= maxParts) return;
  const { field, component, repetition, subcomponent } = delimiters;
  const isSeparator = new Uint8Array(256);
  for (const separator of [field, component, repetition, subcomponent, '\r', '\n'])
    isSeparator[separator.charCodeAt(0)] = 1;
  let parts = 0;
  for (const byte of bytes) parts += isSeparator[byte] ?? 0;
  if (parts > maxParts) {
    const detail = `it has ${parts} separators, above the limit of ${maxParts}`;
    throw new Hl7ParseError({ reason: 'too-many-parts', detail });
  }
}
