import { type DeadLetterRecord } from '@renwatch/events';

/** Why an alert or a page becomes a dead letter. */
export const PAGER_REASONS = [
  'invalid-record',
  'mrn-not-pageable',
  'page-not-storable',
  'page-refused',
] as const;
export type PagerReason = (typeof PAGER_REASONS)[number];

/** Keeps what can never be processed, for a person to look at. */
export interface DeadLetters {
  /** Resolves once every letter is durable. */
  write(letters: readonly DeadLetterRecord[]): Promise<void>;
}
