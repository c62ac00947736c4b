export { type ReadMessage, type ReadOptions, readRecord } from './record/read-record';
export {
  type CreatinineCode,
  DEFAULT_CREATININE_CODES,
  parseCreatinineCodes,
} from './results/creatinine-code';
export { type Refusal, type RefusalReason } from './results/refusal';
