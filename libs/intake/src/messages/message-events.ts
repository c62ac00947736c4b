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
 * Messages after which two numbers belong to one person: merges (A18, A34, A36, A40) and changes of a number (A46, A47).
 * Events that move or merge visits and accounts (A35, A41 to A45) leave every result with its patient.
 */
const MERGE_TYPES: ReadonlySet<string> = new Set([
  'ADT^A18',
  'ADT^A34',
  'ADT^A36',
  'ADT^A40',
  'ADT^A46',
  'ADT^A47',
]);

/** Returns true if the message's demographics replace older ones. `type` is the record's, as `ADT^A08`. */
export const statesDemographics = (type: string): boolean => DEMOGRAPHIC_TYPES.has(type);

/** Returns true if the message merges the number in MRG-1 into the patient's. */
export const mergesNumbers = (type: string): boolean => MERGE_TYPES.has(type);

/** Returns true if the message's observations are results. */
export const carriesResults = (type: string): boolean => type.split('^')[0] === 'ORU';
