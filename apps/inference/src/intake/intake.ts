import { type MessageFacts } from '@renwatch/decisions';
import { type DeadLetterRecord } from '@renwatch/events';

/** The work that one record of `hl7.messages` asks for. */
export interface Intake extends MessageFacts {
  offset: bigint;
  /** The refused parts of the message, each reason once. */
  refused: Refused[];
}

/** Everything in one message that is refused for one reason, in one dead letter, which holds the whole message. */
export interface Refused {
  letter: DeadLetterRecord;
  /** Number of refused creatinine values; 0 if the message as a whole is refused. */
  values: number;
}
