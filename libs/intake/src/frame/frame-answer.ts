import { type AckCode, type ApplicationAckCode, type Hl7Message, requestedAck } from '@renwatch/hl7';
import { type FrameMessage } from './read-frame';

/** The settings of a feed that decide how its frames are answered. */
export interface AnswerFeed {
  /** MSA-1 of the answer to a message that became a dead letter. */
  rejectWith: ApplicationAckCode;
  /** `auto`: as MSH-15 and MSH-16 of the message ask; `original`: always in original mode. */
  acknowledgements: 'auto' | 'original';
}

/** The message that the answer to a frame refers to, or its bytes if it cannot be read. */
export type AnsweredMessage = Hl7Message | Uint8Array;

/** Returns the message that the answer refers to if this is the first of its frame that is not ignored. */
export function answeredMessage(read: Exclude<FrameMessage, { kind: 'ignored' }>): AnsweredMessage {
  return read.kind === 'message' ? read.message : read.bytes;
}

/** Returns the outcome of a frame: accepted if every message of it that is not ignored is. */
export function frameOutcome(
  areAccepted: readonly boolean[],
  { rejectWith }: AnswerFeed,
): ApplicationAckCode {
  return areAccepted.every(Boolean) ? 'AA' : rejectWith;
}

/** Chooses MSA-1 of the answer to a frame; undefined if its sender asks for no answer to this outcome. */
export function answerCode(
  original: AnsweredMessage,
  outcome: ApplicationAckCode,
  { acknowledgements }: AnswerFeed,
): AckCode | undefined {
  return acknowledgements === 'original' ? outcome : requestedAck(original, outcome);
}
