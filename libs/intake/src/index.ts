/*
 * Reads messages in two halves, which share the record of `hl7.messages`.
 *
 * The gateway calls `readFrame` for the records of a frame: a record has every field that consumers read, and the
 * message's bytes. Inference calls `readRecord`, which returns the facts for the decision core (`@renwatch/decisions`)
 * the refusals of what cannot be decided, and what is ignored.
 */
export {
  DEFAULT_FEED_CHOICES,
  type FeedChoices,
  type FeedProfile,
  type ResultTimeField,
} from './fields/feed-profile';
export { CREATININE_UNITS, type CreatinineUnit, isKnownUnit } from './fields/unit-aliases';
export {
  answerCode,
  type AnsweredMessage,
  answeredMessage,
  type AnswerFeed,
  frameOutcome,
} from './frame/frame-answer';
export { IGNORED_MESSAGE_REASONS, type IgnoredMessageReason } from './frame/ignored-message';
export {
  type FrameFeed,
  type FrameMessage,
  type FrameRefusalReason,
  readFrame,
  type ReadFrameOptions,
} from './frame/read-frame';
export { patientKey } from './identity/patient-key';
export { messageId } from './messages/message-id';
export { READ_TYPES, UNREAD_REASONS, type UnreadReason } from './messages/message-events';
export { splitPatients } from './messages/split-patients';
export { type ExtractOptions, extractRecord } from './record/extract-record';
export { type ReadMessage, type ReadOptions, readRecord } from './record/read-record';
export { type SeenCode, seenInRecord, type SeenMessage } from './record/seen-in-record';
export {
  type CreatinineCode,
  DEFAULT_CREATININE_CODES,
  findCreatinineCode,
  parseCreatinineCodes,
} from './results/creatinine-code';
export { type Ignored, IGNORED_REASONS, type IgnoredReason } from './results/ignored';
export { type Refusal, type RefusalReason } from './results/refusal';
export { UNMAPPED_REASONS, type UnmappedReason, unmappedReason } from './results/unmapped-creatinine';
export { isBloodCode } from './orders/specimen-kind';
