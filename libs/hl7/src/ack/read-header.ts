import { DEFAULT_DELIMITERS, type Delimiters } from '../delimiters/delimiters';
import { Hl7ParseError } from '../hl7-parse.error';
import { Hl7Message } from '../message/hl7-message';
import { locateHeader } from '../message/locate-header';
import { parseMessage } from '../message/parse-message';

/** The parts of a message that an acknowledgement repeats: fields as received, one character for each byte, '' if absent. */
export interface MessageHeader {
  readonly delimiters: Delimiters;
  readonly charset: string;
  raw(field: number): string;
}

/** The header is searched in this many bytes only: a message may be large or incomplete. */
const MAX_HEADER_BYTES = 65_536;
const ANONYMOUS: MessageHeader = { delimiters: DEFAULT_DELIMITERS, charset: 'utf-8', raw: () => '' };

/** Reads the header of a message. For bytes that are not HL7, fields are empty and the delimiters are HL7's defaults. */
export function readHeader(original: Hl7Message | Uint8Array): MessageHeader {
  if (original instanceof Hl7Message) return headerOf(original);
  try {
    const bytes = Buffer.from(
      original.buffer,
      original.byteOffset,
      Math.min(original.byteLength, MAX_HEADER_BYTES),
    );
    const { start, end } = locateHeader(bytes);
    return headerOf(parseMessage(bytes.subarray(start, end)));
  } catch (error) {
    if (error instanceof Hl7ParseError) return ANONYMOUS;
    throw error;
  }
}

function headerOf(message: Hl7Message): MessageHeader {
  const { delimiters, charset, header } = message;
  return { delimiters, charset, raw: (field) => header.field(field).raw };
}
