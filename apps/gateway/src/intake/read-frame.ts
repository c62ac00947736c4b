import { encodeHl7Message, InvalidRecordError } from '@renwatch/events';
import { type Hl7Message, Hl7ParseError, parseMessage, splitBatch } from '@renwatch/hl7';
import { extractRecord, RecordBoundError, splitPatients } from '@renwatch/intake';
import { type Feed } from '../feed/feed';
import { type DeadLetterReason } from './dead-letter-reason';

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
  feed: Feed;
  receivedAt: Date;
  maxRecordBytes: number;
}

/**
 * The messages of a frame, in order: of a batch each by itself, and each patient of a message by itself. Each is read
 * when it is asked for, so that who asks for no more holds no more.
 */
export function* readFrame(payload: Uint8Array, options: ReadFrameOptions): Generator<ReadMessage> {
  for (const message of splitBatch(payload)) {
    const patients = splitPatients(message);
    if (patients) for (const bytes of patients) yield readMessage(bytes, options);
    else {
      const detail = 'the message is about more patients than it can be split into within bounds';
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
  // Faults of ours: without a dead letter the sender would repeat the message for ever.
  if (error instanceof InvalidRecordError)
    return { reason: 'unreadable', detail: error.detail, fault: error.detail };
  return { reason: 'unreadable', detail: 'reading the message failed', fault: placeOf(error) };
}

/** Where it failed, without the error's own message, which may quote the patient's data. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5).map((line) => line.trim())].join(' ');
}
