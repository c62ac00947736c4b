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

/** A message that could not be taken, whole. Its id is of its bytes, so that a resend has the same. */
export function frameLetter(options: FrameLetterOptions): DeadLetterRecord {
  const id = messageId(options.payload);
  return record(options, { place: [id], messageId: id, part: null });
}

export interface PartOptions extends FrameLetterOptions {
  /** The id of the first part's bytes, which all parts of one frame share. */
  frameId: string;
  /** 128 bits of SHA-256 of all the frame's bytes up to and with this part, in hex. */
  prefixId: string;
  part: { index: number; last: boolean };
}

/** One part of a frame above the limit; `source.messageId` is the same in all its parts. */
export function framePartLetter(options: PartOptions): DeadLetterRecord {
  const { frameId, prefixId, part } = options;
  return record(options, { place: [frameId, prefixId, part.index], messageId: frameId, part });
}

interface Place {
  place: (string | number)[];
  messageId: string;
  part: DeadLetterRecord['part'];
}

function record(options: FrameLetterOptions, { place, messageId: ofSource, part }: Place): DeadLetterRecord {
  const { feed, reason, detail, payload, failedAt } = options;
  return deadLetter({
    origin: 'gateway',
    place: [feed, reason, ...place],
    reason,
    detail,
    source: { feed, messageId: ofSource },
    failedAt,
    payload,
    part,
  });
}
