import { decodeHl7Message, encodeHl7Message, type Hl7MessageRecord, maxRecordBytes } from '@renwatch/events';
import {
  answerCode,
  answeredMessage,
  type AnswerFeed,
  type CreatinineCode,
  type FrameFeed,
  type FrameMessage,
  frameOutcome,
  type ReadMessage,
  readFrame,
  readRecord,
} from '@renwatch/intake';
import { previewObservation } from './preview-observation';
import { type MessagePreview, type ReadMessagePreview } from './preview';

export interface PreviewOptions {
  feed: FrameFeed & AnswerFeed;
  codes: readonly CreatinineCode[];
  maxFrameBytes: number;
  now: Date;
}

/** A message of a frame as inference reads it, or the reason why it never reaches inference. */
export type PreviewedMessage =
  | { preview: Exclude<MessagePreview, ReadMessagePreview> }
  | { preview: ReadMessagePreview; facts: ReadMessage['facts'] };

/** Returns what gateway and inference would make of a frame, without decisions. */
export function previewFrame(
  payload: Buffer,
  options: PreviewOptions,
): { ack: string | null; messages: PreviewedMessage[] } {
  const { feed, codes, maxFrameBytes, now } = options;
  const limit = maxRecordBytes(maxFrameBytes);
  const read = [...readFrame(payload, { feed, receivedAt: now, maxRecordBytes: limit })];
  if (read.length === 0)
    return { ack: feed.rejectWith, messages: [refused('not-hl7', 'the frame holds no message')] };
  return { ack: ackOf(read, feed), messages: read.map((message) => previewMessage(message, codes)) };
}

/** The answer names the first message that is not ignored; without one, there is no answer. */
function ackOf(read: readonly FrameMessage[], feed: PreviewOptions['feed']): string | null {
  const answered = read.filter((message) => message.kind !== 'ignored');
  const [first] = answered;
  if (!first) return null;
  const outcome = frameOutcome(
    answered.map(({ kind }) => kind === 'message'),
    feed,
  );
  return answerCode(answeredMessage(first), outcome, feed) ?? null;
}

export const refused = (reason: string, detail: string): PreviewedMessage => ({
  preview: { kind: 'refused', reason, detail },
});

function previewMessage(read: FrameMessage, codes: readonly CreatinineCode[]): PreviewedMessage {
  if (read.kind === 'ignored') return { preview: { kind: 'ignored', reason: read.reason } };
  if (read.kind === 'refused') return refused(read.reason, read.detail);
  const sent = asSentNow(overTheLog(read.record), codes);
  const whole = readRecord(sent, { codes });
  const { facts, refusals, unread } = whole;
  return {
    facts,
    preview: {
      kind: 'message',
      type: sent.type,
      controlId: sent.controlId,
      sentAt: sent.sentAt?.local ?? null,
      ...previewPatient(sent.patient),
      unread,
      refusals: refusals
        .filter(({ values }) => values === 0)
        .map(({ reason, detail }) => ({ reason, detail })),
      observations: sent.observations.map((_observation, index) =>
        previewObservation(sent, index, whole, codes),
      ),
      changes: [],
      decisions: [],
    },
  };
}

/** Reads the record back as inference does. */
const overTheLog = (record: Hl7MessageRecord): Hl7MessageRecord =>
  decodeHl7Message(encodeHl7Message(record).value);

/** An old file is judged as on its day: each message is taken as received when it was sent. */
function asSentNow(record: Hl7MessageRecord, codes: readonly CreatinineCode[]): Hl7MessageRecord {
  return { ...record, receivedAt: readRecord(record, { codes }).facts.sentAt };
}

function previewPatient(
  patient: Hl7MessageRecord['patient'],
): Pick<ReadMessagePreview, 'patient' | 'identifiers'> {
  if (!patient) return { patient: null, identifiers: [] };
  const {
    mrn,
    authority,
    birthDate,
    birthDatePart,
    isBirthDateUnreadable = false,
    sex,
    identifiers = [],
  } = patient;
  return {
    patient: {
      number: mrn,
      authority,
      birthYear: (birthDate ?? birthDatePart)?.slice(0, 4) ?? null,
      isBirthDateUnreadable,
      isSexKnown: sex !== 'U',
    },
    identifiers: identifiers.map(({ number, authority: of, type }) => ({
      type,
      authority: of,
      isPatientNumber: number === mrn && (of === authority || of === ''),
    })),
  };
}
