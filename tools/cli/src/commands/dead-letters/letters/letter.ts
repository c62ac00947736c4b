import { type DeadLetterActionRecord, type DeadLetterRecord } from '@renwatch/events';

/** Where a record lies in its topic. */
export interface LetterPlace {
  partition: number;
  offset: bigint;
}

/** A record of `dead-letters` without its payload; one that was written several times counts once, with its newest place. */
export interface LetterRecord extends Omit<DeadLetterRecord, 'schema' | 'payload'> {
  bytes: number;
  place: LetterPlace;
}

export type LetterState = 'open' | 'replayed' | 'discarded';

/** What a person deals with: a dead letter, or all parts of a frame that was above the gateway's limit. */
export interface Letter {
  /** Of the record, or of the frame's first part. */
  id: string;
  /** One, or the parts in their order. */
  records: readonly [LetterRecord, ...LetterRecord[]];
  /** False for a frame of which a part is missing: its sender's connection broke. */
  isWhole: boolean;
  /** What was done about it, oldest first. */
  actions: readonly DeadLetterActionRecord[];
  state: LetterState;
}
