import { type MessageFacts } from '@renwatch/decisions';
import { type DeadLetterRecord } from '@renwatch/events';
import { type Ignored, type SeenMessage, type UnreadReason } from '@renwatch/intake';

/** A record of `hl7.messages` as it is processed: the facts to decide, and the dead letters to write. */
export interface Intake extends MessageFacts {
  offset: bigint;
  /** Why nothing but the patient of the message is read; null for ADT and results. */
  unread: UnreadReason | null;
  /** Refused parts of the message, each reason once. */
  refused: Refused[];
  /** Observations that are neither decided nor refused. */
  ignored: readonly Ignored[];
  seen: SeenMessage;
}

/** The dead letter for everything in one message that is refused for one reason; it holds the whole message. */
export interface Refused {
  letter: DeadLetterRecord;
  /** Number of refused creatinine values; 0 if the message as a whole is refused. */
  values: number;
}
