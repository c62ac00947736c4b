import { type FeedProfile } from '@renwatch/intake';

/** MSA-1 of the answer to a message that became a dead letter. */
export type RejectCode = 'AA' | 'AE' | 'AR';

/** The settings of a feed that decide how its frames are read and answered. */
export interface IntakeFeed extends FeedProfile {
  /** Character set of messages with an empty MSH-18; undefined: UTF-8 if the bytes are valid, else ISO 8859-1. */
  charset: string | undefined;
  rejectWith: RejectCode;
}
