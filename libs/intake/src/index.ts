/*
 * Reads messages in two halves, which share the record of `hl7.messages`.
 *
 * The gateway calls `splitPatients`, then `extractRecord` for each part: a record has every field that consumers read, and
 * the message's bytes. Inference calls `readRecord`, which returns the facts for the decision core (`@renwatch/decisions`)
 * and the refusals of what cannot be decided.
 */
export {
  DEFAULT_FEED_CHOICES,
  type FeedChoices,
  type FeedProfile,
  type ResultTimeField,
} from './fields/feed-profile';
export { patientKey } from './identity/patient-key';
export { messageId } from './messages/message-id';
export { splitPatients } from './messages/split-patients';
export { RecordBoundError } from './observations/record-bound.error';
export { type ExtractOptions, extractRecord } from './record/extract-record';
export { type ReadMessage, type ReadOptions, readRecord } from './record/read-record';
export {
  type CreatinineCode,
  DEFAULT_CREATININE_CODES,
  parseCreatinineCodes,
} from './results/creatinine-code';
export { type Refusal, type RefusalReason } from './results/refusal';
