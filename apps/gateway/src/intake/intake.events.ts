import { type AckCode } from '@renwatch/hl7';
import { type IgnoredMessageReason } from '@renwatch/intake';
import { type DeadLetterReason } from './dead-letter-reason';
import { type LetterRefusal } from './letter-limits';

/** Events of the frames of one feed; metrics subscribe. */
export interface IntakeEvents {
  /** A message is durable. `type`: MSH-9, `ORU^R01`. */
  message(feed: string, type: string): void;
  deadLetter(feed: string, reason: DeadLetterReason): void;
  /** A dead letter was counted and not stored. */
  deadLetterLeftOut(feed: string, refusal: LetterRefusal): void;
  /** `code`: MSA-1, or `none` if the message asked for no answer. */
  acknowledged(feed: string, code: AckCode | 'none'): void;
  /** A message was neither kept nor answered. */
  ignored(feed: string, reason: IgnoredMessageReason): void;
  /** All records of a frame are durable, `elapsedMs` after its arrival. */
  durable(feed: string, elapsedMs: number): void;
  /** A frame was not answered: the brokers did not take it in time. */
  unacknowledged(feed: string): void;
}
