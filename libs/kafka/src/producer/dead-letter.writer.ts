import { DEAD_LETTERS, deadLetterParts, encodeDeadLetter, type DeadLetterRecord } from '@renwatch/events';
import { type OutgoingRecord } from './outgoing-record';

export interface DeadLetterWriterOptions {
  producer: { send(record: OutgoingRecord): Promise<void> };
  /** A letter with a larger payload is written in parts. */
  maxPayloadBytes: number;
}

/** Writes dead letters to their topic. */
export class DeadLetterWriter {
  constructor(private readonly options: DeadLetterWriterOptions) {}

  /**
   * Resolves once all in-sync replicas have every letter, written in the given order. Each may be as large as a record
   * can be, so one is sent at a time: together they could fill the producer.
   * @throws whatever the producer's `send()` throws; the letters after it are not written
   */
  async write(letters: readonly DeadLetterRecord[]): Promise<void> {
    const { producer, maxPayloadBytes } = this.options;
    for (const letter of letters)
      for (const part of deadLetterParts(letter, maxPayloadBytes))
        await producer.send(outgoingDeadLetter(part));
  }
}

/** Addresses a letter to its topic, for a producer that keeps the order itself. */
export function outgoingDeadLetter(letter: DeadLetterRecord): OutgoingRecord & { key: string } {
  return { topic: DEAD_LETTERS, ...encodeDeadLetter(letter) };
}
