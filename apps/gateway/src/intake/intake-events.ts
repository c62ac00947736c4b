import { type DeadLetterReason } from './dead-letter-reason';

/** What the intake tells; metrics listen. */
export interface IntakeEvents {
  /** A message of this type (`ORU^R01`) is durable. */
  message(feed: string, type: string): void;
  deadLetter(feed: string, reason: DeadLetterReason): void;
  acknowledged(feed: string, code: string): void;
  /** From the frame's arrival until all of it is durable. */
  durable(feed: string, elapsedMs: number): void;
  /** No acknowledgement: the brokers did not take it in time. */
  unacknowledged(feed: string): void;
}
