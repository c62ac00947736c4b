export { InvalidRecordError } from './record/invalid-record.error';
export { NewerSchemaError } from './record/newer-schema.error';
export { type TimeValue } from './record/time.value';
export {
  DEFAULT_TOPIC_SIZING,
  maxRecordBytes,
  type TopicRetention,
  type TopicSizing,
  type TopicSpec,
} from './record/topic-spec';
export { HL7_MESSAGES, hl7MessagesTopic } from './hl7-message/hl7-message.topic';
export {
  HL7_MESSAGE_SCHEMA,
  decodeHl7Message,
  encodeHl7Message,
  type Hl7MessageRecord,
  type CancelledOrderValue,
  type ObservationValue,
  type SpecimenValue,
  type IdentifierValue,
  type PatientValue,
} from './hl7-message/hl7-message.value';
export { AKI_ALERTS, akiAlertsTopic } from './aki-alert/aki-alert.topic';
export {
  AKI_ALERT_SCHEMA,
  decodeAkiAlert,
  encodeAkiAlert,
  type AkiAlertRecord,
} from './aki-alert/aki-alert.value';
export {
  AKI_PAGE,
  AKI_PAGE_SCHEMA,
  akiPageJsonSchema,
  decodeAkiPage,
  encodeAkiPage,
  PAGE_REASONS,
  type AkiPage,
  type PageReason,
} from './aki-page.value';
export { GATEWAY_FEEDS, gatewayFeedsTopic } from './gateway-feeds.topic';
export { DEAD_LETTERS, deadLettersTopic } from './dead-letter/dead-letter.topic';
export { deadLetter, type DeadLetterOptions } from './dead-letter/dead-letter';
export { DEAD_LETTER_REASONS, type DeadLetterReason } from './dead-letter/dead-letter-reasons';
export { deadLetterParts } from './dead-letter/dead-letter-parts';
export {
  DEAD_LETTER_SCHEMA,
  NO_SOURCE,
  decodeDeadLetter,
  encodeDeadLetter,
  type DeadLetterRecord,
  type DeadLetterSource,
} from './dead-letter/dead-letter.value';
export { DEAD_LETTER_ACTIONS, deadLetterActionsTopic } from './dead-letter-action/dead-letter-action.topic';
export {
  DEAD_LETTER_ACTION_SCHEMA,
  decodeDeadLetterAction,
  encodeDeadLetterAction,
  type DeadLetterActionRecord,
} from './dead-letter-action/dead-letter-action.value';
export { RECORDS, type RecordDescription } from './records';
export { pageRequestBody, pageRequestKey } from './page-request';
