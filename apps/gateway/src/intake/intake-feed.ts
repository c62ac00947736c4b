import { type FrameFeed } from '@renwatch/intake';

/** MSA-1 of the answer to a message that became a dead letter. */
export type RejectCode = 'AA' | 'AE' | 'AR';

/** The settings of a feed that decide how its frames are read and answered. */
export interface IntakeFeed extends FrameFeed {
  rejectWith: RejectCode;
}
