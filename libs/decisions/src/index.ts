/*
 * The decision core is a pure decider: it reads and writes nothing, and knows no clock.
 *
 * A batch is decided in three steps. `initialState` takes the patients of the batch as they were read; `numbersToRead` and
 * `lookBacks` tell what to read. `decide` returns the events that follow from one message and the state after them;
 * a `ReviewDue` among them asks for a decision. `conclusions` turns the reviews of the batch and the models' answers
 * about them into decisions.
 *
 * To see why a result is decided again, read reviews.ts.
 */
export { apply } from './apply';
export { conclusions, type ModelAnswer, type ModelAnswers } from './conclude';
export { decide, decisionSteps, type DecideOptions } from './decide';
export { type Decision, type ShadowVerdict } from './decision';
export { NO_DEMOGRAPHICS, type Demographics } from './demographics';
export {
  isMerge,
  isRecordedMerge,
  isResultEvent,
  MERGE_IGNORED_REASONS,
  type MergeIgnored,
  type MessageReference,
  type PatientEvent,
  type RefusedReason,
  type ResultRefused,
  type ReviewDue,
} from './events';
export { type MergeMoment } from './merge-moment';
export {
  concernsPatient,
  type DeathReport,
  type DemographicField,
  type MessageFacts,
  type PatientNumber,
  type ReportedPatient,
  type ReportedResult,
} from './facts';
export { type HistoryView } from './history';
export {
  type EndedSpan,
  historiesToRead,
  type HistoryChanges,
  historyChanges,
  type HistorySpan,
  type StoredHistory,
} from './history-spans';
export { DEFAULT_LIMITS, type DecisionLimits } from './limits';
export { lookBacks, mergeMessageIds, numbersToRead } from './look-back';
export { type Patient, type PatientIdentity } from './patient';
export { type Result } from './result';
export {
  CHANGING_STATUSES,
  CORRECTED_STATUSES,
  PRELIMINARY_STATUSES,
  WITHDRAWN_STATUSES,
} from './result-status';
export { type ReviewReason } from './reviews';
export { changedPatients, initialState, type KnownNumber, type State } from './state';
export { DecisionWatch, type UnitSuspicion, type WatchedMessage } from './watch/decision.watch';
export {
  DEFAULT_PAGING_LIMITS,
  explainWithheld,
  type PagingLimits,
  WITHHELD_REASONS,
  type WithheldReason,
} from './withhold';
