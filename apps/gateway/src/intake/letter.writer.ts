import { type ApplicationAckCode } from '@renwatch/hl7';
import { recordBytes } from '@renwatch/kafka';
import { type DeadLetterReason } from './dead-letter-reason';
import { type IntakeFeed } from './intake-feed';
import { type IntakeEvents } from './intake.events';
import { LetterLimits, type LetterRefusal } from './letter-limits';
import { type RecordWriter } from './record-writer.port';

/** The part of a pino logger that is used; fields never hold a payload. */
export interface IntakeLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LetterWriterOptions {
  /** Read for each letter: its choices may change while the gateway runs. */
  readonly feed: IntakeFeed;
  writer: RecordWriter;
  /** Maximum bytes of the dead letters of the feed in an hour. */
  maxLetterBytesPerHour: number;
  events: IntakeEvents;
  log: IntakeLog;
  now: () => Date;
}

/** The code that a message is answered with, or `not-kept` if it was refused and not stored as a dead letter either. */
export type Outcome = ApplicationAckCode | 'not-kept';

/** Writes the dead letters of a feed within their bounds, and counts those that it leaves out. */
export class LetterWriter {
  private readonly limits: LetterLimits;

  constructor(private readonly options: LetterWriterOptions) {
    const { maxLetterBytesPerHour: maxBytesPerHour, now } = options;
    this.limits = new LetterLimits({ maxBytesPerHour, nowMs: () => now().getTime() });
  }

  async write(letter: Parameters<RecordWriter['send']>[0], reason: DeadLetterReason): Promise<Outcome> {
    const { feed, writer, events } = this.options;
    const bytes = recordBytes(letter);
    const refusal = this.limits.refuse(letter.key, bytes);
    if (refusal !== undefined) return this.leaveOut(letter.key, refusal);
    try {
      await writer.send(letter);
    } catch (error) {
      this.limits.notStored(bytes);
      throw error;
    }
    this.limits.stored(letter.key);
    events.deadLetter(feed.name, reason);
    return feed.rejectWith;
  }

  /** Counts a letter instead of storing it. A repeat is on the topic already, so it is answered like the first. */
  private leaveOut(letter: string, refusal: LetterRefusal): Outcome {
    const { feed, events, log } = this.options;
    events.deadLetterLeftOut(feed.name, refusal);
    switch (refusal) {
      case 'repeat':
        log.warn({ feed: feed.name, letter }, 'dead letter repeated; counted and not stored again');
        return feed.rejectWith;
      case 'over-budget':
        log.error(
          { feed: feed.name },
          'too many bytes of dead letters in this hour; message rejected and not stored',
        );
        return 'not-kept';
      default:
        return refusal satisfies never;
    }
  }
}
