import { type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message, Hl7ParseError, parseMessage, splitBatch } from '@renwatch/hl7';
import { type FeedProfile } from '../fields/feed-profile';
import { type IgnoredMessageReason, isAcknowledgement, isBlank } from './ignored-message';
import { takesProcessing } from '../messages/processing';
import { splitPatients } from '../messages/split-patients';
import { RecordBoundError } from '../observations/record-bound.error';
import { extractRecord } from '../record/extract-record';

/**
 * Why a message of a frame cannot become a record: it is not HL7, its record is above the topic's limit, MSH-11 marks
 * it as training or debugging, it has too many patients to be split, or reading it failed.
 */
export type FrameRefusalReason =
  'not-hl7' | 'record-too-large' | 'processing-id' | 'too-many-patients' | 'unreadable';

export type FrameMessage =
  | { kind: 'message'; bytes: Uint8Array; message: Hl7Message; record: Hl7MessageRecord }
  | { kind: 'ignored'; bytes: Uint8Array; reason: IgnoredMessageReason }
  | {
      kind: 'refused';
      bytes: Uint8Array;
      reason: FrameRefusalReason;
      /** One sentence without patient data. */
      detail: string;
      /** Place of a bug of ours, without patient data. */
      fault?: string;
    };

/** The settings of a feed that decide how its frames are read. */
export interface FrameFeed extends FeedProfile {
  /** Character set of messages with an empty MSH-18; undefined: UTF-8 if the bytes are valid, else ISO 8859-1. */
  charset: string | undefined;
}

export interface ReadFrameOptions {
  feed: FrameFeed;
  receivedAt: Date;
  maxRecordBytes: number;
}

/**
 * Reads the messages of a frame, in order: each message of a batch, and each patient of a message, separately. Each is
 * read when it is asked for, so a caller that stops early holds no more than it asked for.
 */
export function* readFrame(payload: Uint8Array, options: ReadFrameOptions): Generator<FrameMessage> {
  if (isBlank(payload)) return yield { kind: 'ignored', bytes: payload, reason: 'heartbeat' };
  for (const message of splitBatch(payload)) {
    const patients = splitPatients(message);
    if (patients) for (const bytes of patients) yield readMessage(bytes, options);
    else {
      const detail = 'the message has too many patients to be split within bounds';
      yield { kind: 'refused', bytes: message, reason: 'too-many-patients', detail };
    }
  }
}

function readMessage(
  bytes: Uint8Array,
  { feed, receivedAt, maxRecordBytes }: ReadFrameOptions,
): FrameMessage {
  try {
    const message = parseMessage(bytes, feed.charset === undefined ? {} : { defaultCharset: feed.charset });
    if (isAcknowledgement(message)) return { kind: 'ignored', bytes, reason: 'acknowledgement' };
    const record = extractRecord({ bytes, message, feed, receivedAt, maxBytes: maxRecordBytes });
    if (takesProcessing(feed, record)) return { kind: 'message', bytes, message, record };
    const detail = 'MSH-11 names a kind of message, such as training, that the feed does not take';
    return { kind: 'refused', bytes, reason: 'processing-id', detail };
  } catch (error) {
    return { kind: 'refused', bytes, ...refusalOf(error) };
  }
}

function refusalOf(error: unknown): { reason: FrameRefusalReason; detail: string; fault?: string } {
  if (error instanceof Hl7ParseError) return { reason: 'not-hl7', detail: error.detail };
  if (error instanceof RecordBoundError) return { reason: 'record-too-large', detail: error.message };
  // A bug of ours. Without a dead letter the sender would resend the message without end.
  return { reason: 'unreadable', detail: 'reading the message failed', fault: placeOf(error) };
}

/** Returns the place of a failure without the error's message, which may quote patient data. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5).map((line) => line.trim())].join(' ');
}
