/**
 * Why the gateway could not take a frame: it is not HL7, it is above the frame limit, its record is above the topic's
 * limit, it is about too many patients to be split, all its records together are above the bound, or our own reading of
 * it failed or gave what no consumer would take.
 */
export type DeadLetterReason =
  'not-hl7' | 'too-large' | 'record-too-large' | 'too-many-patients' | 'too-many-records' | 'unreadable';
