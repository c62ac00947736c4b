import { encodeHl7Message, InvalidRecordError } from '@renwatch/events';
import { type Hl7Message, Hl7ParseError, parseMessage, splitBatch } from '@renwatch/hl7';
import { extractRecord, RecordBoundError, splitPatients } from '@renwatch/intake';
import { type DeadLetterReason } from './dead-letter-reason';
import { type IntakeFeed } from './intake-feed';

export type ReadMessage =
  | {
      kind: 'message';
      bytes: Uint8Array;
      message: Hl7Message;
      /** MSH-9, `ORU^R01`. */
      type: string;
      record: { key: string; value: Buffer };
    }
  | { kind: 'refused'; bytes: Uint8Array; reason: DeadLetterReason; detail: string; fault?: string };

export interface ReadFrameOptions {
  feed: Omit<IntakeFeed, 'rejectWith'>;
  receivedAt: Date;
  maxRecordBytes: number;
}

/**
 * Reads the messages of a frame, in order: each message of a batch, and each patient of a message, separately. Each is
 * read when it is asked for, so a caller that stops early holds no more than it asked for.
 */
export function* readFrame(payload: Uint8Array, options: ReadFrameOptions): Generator<ReadMessage> {
  for (const message of splitBatch(payload)) {
    const patients = splitPatients(message);
    if (patients) for (const bytes of patients) yield readMessage(bytes, options);
    else {
      const detail = 'the message has too many patients to be split within bounds';
      yield { kind: 'refused', bytes: message, reason: 'too-many-patients', detail };
    }
  }
}

function readMessage(bytes: Uint8Array, { feed, receivedAt, maxRecordBytes }: ReadFrameOptions): ReadMessage {
  try {
    const message = parseMessage(bytes, feed.charset === undefined ? {} : { defaultCharset: feed.charset });
    const record = extractRecord({ bytes, message, feed, receivedAt, maxBytes: maxRecordBytes });
    return { kind: 'message', bytes, message, type: record.type, record: encodeHl7Message(record) };
  } catch (error) {
    return { kind: 'refused', bytes, ...refusalOf(error) };
  }
}

function refusalOf(error: unknown): { reason: DeadLetterReason; detail: string; fault?: string } {
  if (error instanceof Hl7ParseError) return { reason: 'not-hl7', detail: error.detail };
  if (error instanceof RecordBoundError) return { reason: 'record-too-large', detail: error.message };
  // Bugs of the gateway. Without a dead letter the sender would resend the message without end.
  if (error instanceof InvalidRecordError)
    return { reason: 'unreadable', detail: error.detail, fault: error.detail };
  return { reason: 'unreadable', detail: 'reading the message failed', fault: placeOf(error) };
}

/** Returns the place of a failure without the error's message, which may quote patient data. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5).map((line) => line.trim())].join(' ');
}
