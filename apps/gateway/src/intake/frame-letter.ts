import { deadLetter, type DeadLetterRecord } from '@renwatch/events';
import { messageId } from '@renwatch/intake';
import { type DeadLetterReason } from './dead-letter-reason';

export interface FrameLetterOptions {
  feed: string;
  reason: DeadLetterReason;
  /** One sentence without patient data. */
  detail: string;
  payload: Uint8Array;
  failedAt: Date;
}

/** Builds the dead letter of a refused message, whole. Its id is made from its bytes, so a resend has the same id. */
export function frameLetter(options: FrameLetterOptions): DeadLetterRecord {
  const id = messageId(options.payload);
  return record(options, { place: [id], messageId: id, part: null });
}

export interface PartOptions extends FrameLetterOptions {
  /** Message id of the first part's bytes; the same for all parts of one frame. */
  frameId: string;
  /** 128 bits of SHA-256 of the frame's bytes up to the end of this part, in hex. */
  prefixId: string;
  part: { index: number; last: boolean };
}

/** Builds the dead letter of one part of an oversize frame; all its parts have the same `source.messageId`. */
export function framePartLetter(options: PartOptions): DeadLetterRecord {
  const { frameId, prefixId, part } = options;
  return record(options, { place: [frameId, prefixId, part.index], messageId: frameId, part });
}

interface Place {
  place: (string | number)[];
  messageId: string;
  part: DeadLetterRecord['part'];
}

function record(options: FrameLetterOptions, { place, messageId: sourceId, part }: Place): DeadLetterRecord {
  const { feed, reason, detail, payload, failedAt } = options;
  return deadLetter({
    origin: 'gateway',
    place: [feed, reason, ...place],
    reason,
    detail,
    source: { feed, messageId: sourceId },
    failedAt,
    payload,
    part,
  });
}
