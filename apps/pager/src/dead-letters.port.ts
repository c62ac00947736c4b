import { type DeadLetterRecord } from '@renwatch/events';

/** Keeps what can never be processed, for a person to look at. */
export interface DeadLetters {
  /** Resolves once every letter is durable. */
  write(letters: readonly DeadLetterRecord[]): Promise<void>;
}
