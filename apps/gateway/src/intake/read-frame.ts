import { type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message, Hl7ParseError, parseMessage, splitBatch } from '@renwatch/hl7';
import { extractRecord } from '../extraction/extract-record';
import { splitPatients } from '../extraction/split-patients';
import { type Feed } from '../feed/feed';
import { type DeadLetterReason } from './dead-letter-reason';

export type ReadMessage =
  | { kind: 'message'; bytes: Uint8Array; message: Hl7Message; record: Hl7MessageRecord }
  | { kind: 'refused'; bytes: Uint8Array; reason: DeadLetterReason; detail: string; fault?: string };

/** The messages of a frame, in order: of a batch each by itself, and each patient of a message by itself. */
export function readFrame(payload: Uint8Array, feed: Feed, receivedAt: Date): ReadMessage[] {
  return [...splitBatch(payload)].flatMap((message) => {
    const patients = splitPatients(message);
    if (patients) return patients.map((bytes) => readMessage(bytes, feed, receivedAt));
    const detail = 'the message is about more patients than it can be split into within bounds';
    return [{ kind: 'refused' as const, bytes: message, reason: 'too-many-patients' as const, detail }];
  });
}

function readMessage(bytes: Uint8Array, feed: Feed, receivedAt: Date): ReadMessage {
  try {
    const message = parseMessage(bytes, feed.charset === undefined ? {} : { defaultCharset: feed.charset });
    return { kind: 'message', bytes, message, record: extractRecord({ bytes, message, feed, receivedAt }) };
  } catch (error) {
    if (error instanceof Hl7ParseError)
      return { kind: 'refused', bytes, reason: 'not-hl7', detail: error.detail };
    // A fault of ours: without a dead letter the sender would repeat the message for ever.
    return {
      kind: 'refused',
      bytes,
      reason: 'unreadable',
      detail: 'reading the message failed',
      fault: placeOf(error),
    };
  }
}

/** Where it failed, without the error's own message, which may quote the patient's data. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5).map((line) => line.trim())].join(' ');
}
