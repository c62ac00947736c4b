import { type AcknowledgementMode, type RejectCode } from '@renwatch/feeds';
import { type FrameFeed } from '@renwatch/intake';

/** The settings of a feed that decide how its frames are read and answered. */
export interface IntakeFeed extends FrameFeed {
  /** MSA-1 of the answer to a message that became a dead letter. */
  rejectWith: RejectCode;
  acknowledgements: AcknowledgementMode;
}
