import {
  buildAck,
  escapeText,
  Hl7ParseError,
  parseMessage,
  serializeMessage,
  splitBatch,
  unescapeText,
} from '@renwatch/hl7';
import { HL7_TOKENS, MESSAGES } from '../inputs/messages';
import { BrokenPromise, expectSameBytes, type Target } from './target';

const CR = 0x0d;
const NOW = new Date('2024-03-31T00:30:00Z');
const ACK_LINES = 2;

/** Returns undefined for bytes that are refused as no HL7. */
function parsed(input: Buffer): ReturnType<typeof parseMessage> | undefined {
  try {
    return parseMessage(input);
  } catch (error) {
    if (error instanceof Hl7ParseError) return undefined;
    throw error;
  }
}

export const parser: Target = {
  name: 'parser',
  promise:
    'reads every field, or refuses with Hl7ParseError; serialized again, the message parses to the same bytes',
  seeds: MESSAGES,
  tokens: HL7_TOKENS,
  check(input) {
    let bytes = 0;
    for (const part of splitBatch(input)) {
      bytes += part.length;
      const message = parsed(Buffer.from(part));
      if (!message) continue;
      for (const segment of message.segments) {
        for (const path of ['1', '3.1', '3[2].4.2', '5', '9.2']) segment.get(path);
      }
      const once = serializeMessage(message);
      expectSameBytes(
        serializeMessage(parseMessage(once)),
        once,
        'a serialized message parses to other bytes',
      );
    }
    if (bytes > input.length)
      throw new BrokenPromise('the messages of a batch have more bytes than the batch');
  },
};

export const acknowledgement: Target = {
  name: 'acknowledgement',
  promise: 'answers any bytes with one MSH and one MSA, whose MSA-2 is MSH-10 byte for byte',
  seeds: MESSAGES,
  tokens: HL7_TOKENS,
  check(input) {
    const message = parsed(input);
    const text = input.subarray(0, 40).toString('latin1');
    const ack = Buffer.from(buildAck(message ?? input, { code: 'AA', text, now: NOW, controlId: 'A1' }));
    const lines = ack
      .toString('latin1')
      .split('\r')
      .filter((line) => line !== '');
    if (lines.length !== ACK_LINES || ack.includes('\n') || ack.at(-1) !== CR)
      throw new BrokenPromise('the acknowledgement has not two segments');
    const answer = parseMessage(ack);
    if (answer.get('MSA-1') !== 'AA') throw new BrokenPromise('MSA-1 is not AA');
    if (message && isPlain(message.controlId) && answer.get('MSA-2') !== message.controlId)
      throw new BrokenPromise('MSA-2 is not MSH-10');
  },
};

/** Only of such an id is the text the same in every charset. */
const isPlain = (controlId: string): boolean => /^[0-9A-Za-z-]*$/.test(controlId);

export const escapes: Target = {
  name: 'escapes',
  promise: 'text that was escaped is unescaped to itself, if the message has an escape character',
  seeds: MESSAGES,
  tokens: HL7_TOKENS,
  check(input) {
    const text = input.toString('latin1');
    const delimiters = parsed(input)?.delimiters;
    if (!delimiters?.escape) return;
    if (unescapeText(escapeText(text, delimiters), delimiters) !== text)
      throw new BrokenPromise('escaped text is unescaped to another');
  },
};
