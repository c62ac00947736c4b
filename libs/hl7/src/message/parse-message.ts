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
  /** HL7's or the usual name; for messages whose MSH-18 names none. Default: UTF-8 if valid, else ISO 8859-1. */
  readonly defaultCharset?: string;
  /** Separators of all kinds, so that what is made of a message stays within bounds. Default 500,000. */
  readonly maxParts?: number;
}

const DEFAULT_MAX_PARTS = 500_000;

/**
 * Reads one HL7 v2 message of any version, in time linear in its size. Segments end with CR, LF or CR LF; a byte order
 * mark and blanks before MSH are kept and skipped. Throws Hl7ParseError.
 */
export function parseMessage(message: Uint8Array, options: ParseOptions = {}): Hl7Message {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const { start, end } = locateHeader(bytes);
  const header = bytes.toString('latin1', start, end);
  const delimiters = readDelimiters(header);
  assertReadable(bytes, delimiters, options.maxParts ?? DEFAULT_MAX_PARTS);
  const { defaultCharset } = options;
  const charset = messageCharset({ bytes, header: bytes.subarray(start, end), delimiters, defaultCharset });
  const view = toView(bytes.subarray(start), charset);
  const reader = new PartReader(delimiters, charset);
  return new Hl7Message(reader, bytes.toString('latin1', 0, start), splitLines(view, delimiters.field));
}

function assertReadable(bytes: Buffer, delimiters: Delimiters, maxParts: number): void {
  if (bytes.length <= maxParts) return;
  const { field, component, repetition, subcomponent } = delimiters;
  const isSeparator = new Uint8Array(256);
  for (const one of [field, component, repetition, subcomponent, '\r', '\n'])
    isSeparator[one.charCodeAt(0)] = 1;
  let parts = 0;
  for (const byte of bytes) parts += isSeparator[byte] ?? 0;
  if (parts > maxParts) {
    const detail = `it has ${parts} separators, above the limit of ${maxParts}`;
    throw new Hl7ParseError({ reason: 'too-many-parts', detail });
  }
}
