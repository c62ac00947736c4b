export { type FeedProfile } from './fields/reading-context';
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
