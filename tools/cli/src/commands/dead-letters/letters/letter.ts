import { type DeadLetterActionRecord, type DeadLetterRecord } from '@renwatch/events';

/** Position of a record in its topic. */
export interface LetterPlace {
  partition: number;
  offset: bigint;
}

/** A record of `dead-letters` without its payload. If it was written several times, the latest place counts. */
export interface LetterRecord extends Omit<DeadLetterRecord, 'schema' | 'payload'> {
  bytes: number;
  place: LetterPlace;
}

export type LetterState = 'open' | 'replayed' | 'discarded';

/** A dead letter as its user sees it: one record, or all parts of a frame above the limit of the gateway. */
export interface Letter {
  /** Id of the record, or of the first part. */
  id: string;
  /** One record, or the parts in order. */
  records: readonly [LetterRecord, ...LetterRecord[]];
  /** False if a part of the frame is missing, because the connection of its sender broke. */
  isWhole: boolean;
  /** Actions on it, oldest first. */
  actions: readonly DeadLetterActionRecord[];
  state: LetterState;
}

/** The size of a letter's payload, all parts together. */
export function letterBytes({ records }: Letter): number {
  return records.reduce((sum, { bytes }) => sum + bytes, 0);
}
