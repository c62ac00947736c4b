/**
 * Why a frame, or a message in it, became a dead letter: it is not HL7, it is above the frame limit, its record is above
 * the topic's limit, it has too many patients to be split, all its records together are above their bound, or the
 * gateway failed to read it or read a record that no consumer accepts.
 */
export type DeadLetterReason =
  'not-hl7' | 'too-large' | 'record-too-large' | 'too-many-patients' | 'too-many-records' | 'unreadable';
