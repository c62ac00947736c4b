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

const ERASED = 'patient erased';

/** The note on the discard of a letter about an erased patient. */
export function erasedNote(erasureId: string): string {
  return `${ERASED} (erasure ${erasureId})`;
}

/** Returns true if the letter is about an erased patient: its bytes are neither shown nor sent again. */
export function isErased({ actions, records: [{ reason }] }: Letter): boolean {
  if (reason === 'patient-erased') return true;
  return actions.some(({ action, note }) => action === 'discarded' && note.startsWith(ERASED));
}
