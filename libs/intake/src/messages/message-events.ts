/** Messages whose PID states who the patient is; any other message only fills gaps. */
const DEMOGRAPHIC_TYPES: ReadonlySet<string> = new Set([
  'ADT^A01',
  'ADT^A03',
  'ADT^A04',
  'ADT^A08',
  'ADT^A28',
  'ADT^A31',
]);

/**
 * Messages after which two numbers belong to one person: merges (A18, A30, A34, A36, A39, A40) and changes of a number
 * (A46, A47). By the standard A30 and A39 merge the external number in MRG-4; senders that fill PID-3 and MRG-1 mean a
 * merge of these. Other events with MRG are counted and not followed: A43 to A45 move one number, account or visit to
 * another patient, and a record does not tell which results belong to it.
 */
const MERGE_TYPES: ReadonlySet<string> = new Set([
  'ADT^A18',
  'ADT^A30',
  'ADT^A34',
  'ADT^A36',
  'ADT^A39',
  'ADT^A40',
  'ADT^A46',
  'ADT^A47',
]);

/** Links and unlinks of two patients who stay two: A24 also links a mother and her newborn, so it must never merge. */
const LINK_TYPES: ReadonlySet<string> = new Set(['ADT^A24', 'ADT^A37']);

/** Observations of these messages are results: unsolicited (ORU, with R30 to R32 of the point of care), by specimen (OUL, OPU), or as an answer to a query (ORF). */
const RESULT_CODES: ReadonlySet<string> = new Set(['ORU', 'OUL', 'OPU', 'ORF']);

/** Everything but plain ADT that is read of a message by its type, for docs/hl7.md. */
export const READ_TYPES = {
  results: RESULT_CODES,
  demographics: DEMOGRAPHIC_TYPES,
  merges: MERGE_TYPES,
  links: LINK_TYPES,
} as const;

/** Why nothing but the patient of a message is read. */
export const UNREAD_REASONS = [
  'type-missing',
  'type-not-read',
  'patient-link',
  'merge-event-not-read',
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** Returns true if the message's demographics replace older ones. `type` is the record's, as `ADT^A08`. */
export const statesDemographics = (type: string): boolean => DEMOGRAPHIC_TYPES.has(type);

/** Returns true if the message merges the number in MRG-1 into the patient's. */
export const mergesNumbers = (type: string): boolean => MERGE_TYPES.has(type);

/** Returns true if the message's observations are results. */
export const carriesResults = (type: string): boolean => RESULT_CODES.has(codeOf(type));

/** Returns why a message is not read, or null for ADT and results. `hasMerge`: the message has a number in MRG-1. */
export function unreadReason(type: string, hasMerge: boolean): UnreadReason | null {
  if (type === '') return 'type-missing';
  if (LINK_TYPES.has(type)) return 'patient-link';
  if (hasMerge && isAdt(type) && !mergesNumbers(type)) return 'merge-event-not-read';
  return isAdt(type) || carriesResults(type) ? null : 'type-not-read';
}

export const isAdt = (type: string): boolean => codeOf(type) === 'ADT';

const codeOf = (type: string): string => type.split('^')[0] ?? '';
