import { escapeText } from '../escape/escape-text';
import { type Hl7Message } from '../message/hl7-message';
import { echoField, isClosed, withoutControls } from './echo-field';
import { readHeader, type MessageHeader } from './read-header';
import { type AckCode } from './requested-ack';

export interface AckOptions {
  /** MSA-1. */
  readonly code: AckCode;
  /** MSA-3, for people. */
  readonly text?: string;
  /** MSH-7, written in UTC. */
  readonly now: Date;
  /** MSH-10 of the acknowledgement itself. */
  readonly controlId: string;
}

const DEFAULT_VERSION = '2.5';
const DEFAULT_PROCESSING = 'P';
const LAST_FIELD_BEFORE_CHARSET = 12;

/**
 * Builds the acknowledgement of a message: one MSH and one MSA, in the message's separators and charset, addressed to its
 * sender. MSA-2 is MSH-10 byte for byte. For bytes that are not HL7, sender and MSA-2 are empty. No content of the message
 * or of an option can begin a field or a segment of the acknowledgement.
 */
export function buildAck(original: Hl7Message | Uint8Array, options: AckOptions): Uint8Array {
  const header = readHeader(original);
  const { delimiters } = header;
  const echo = (field: number): string => echoField(header, field);
  const own = (text: string): string => ownText(text, header);
  const fields = [
    'MSH',
    delimiters.encodingCharacters,
    echo(5),
    echo(6),
    echo(3),
    echo(4),
    own(formatUtc(options.now)),
    '',
    ackType(header),
    own(options.controlId),
    echo(11) || DEFAULT_PROCESSING,
    echo(12) || own(DEFAULT_VERSION),
  ];
  const charset = echo(18);
  if (charset !== '') fields.push(...Array<string>(17 - LAST_FIELD_BEFORE_CHARSET).fill(''), charset);
  const controlId = withoutControls(header.raw(10));
  const msa = ['MSA', options.code, controlId];
  if (options.text !== undefined && options.text !== '' && isClosed(header, controlId))
    msa.push(own(options.text));
  const segments = [fields, msa].map((segment) => `${segment.join(delimiters.field)}\r`);
  return Buffer.from(segments.join(''), 'latin1');
}

/** Returns `ACK^R01^ACK`, or `ACK` if the message has no event. */
function ackType({ raw, delimiters }: MessageHeader): string {
  const event = raw(9).split(delimiters.component)[1] ?? '';
  return /^[A-Z0-9]{1,4}$/.test(event) ? ['ACK', event, 'ACK'].join(delimiters.component) : 'ACK';
}

/**
 * Encodes our own text in the message's charset, one character for each byte. For charsets other than UTF-8 only ASCII is
 * written. Everything is escaped, because any character may be a separator of this message: also `?`, and the `+` of a
 * time.
 */
function ownText(text: string, { charset, delimiters }: MessageHeader): string {
  if (charset === 'utf-8') return Buffer.from(escapeText(text, delimiters), 'utf8').toString('latin1');
  return escapeText(text.replace(/[^\x00-\x7f]/g, '?'), delimiters);
}

function formatUtc(now: Date): string {
  const iso = now.toISOString();
  const day = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
  return `${day}${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}+0000`;
}
