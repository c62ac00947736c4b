/**
 * Why the gateway and inference refuse a message, or a value in it, by the service that writes the dead letter. docs/hl7.md
 * explains each reason to senders, and metrics export each from the start.
 */
export const DEAD_LETTER_REASONS = {
  gateway: [
    'not-hl7',
    'outside-frame',
    'too-large',
    'too-many-records',
    'record-too-large',
    'too-many-patients',
    'processing-id',
    'unreadable',
  ],
  inference: [
    'patient-missing',
    'merge-incomplete',
    'too-many-merges',
    'time-missing',
    'time-imprecise',
    'time-in-future',
    'not-a-number',
    'unit-missing',
    'unit-unknown',
    'unit-implausible',
    'out-of-range',
    'too-many-results',
    'too-many-revisions',
    'invalid-record',
    'nul-character',
    'patient-erased',
    'processing-failed',
  ],
} as const;

export type DeadLetterReason<Service extends keyof typeof DEAD_LETTER_REASONS> =
  (typeof DEAD_LETTER_REASONS)[Service][number];
