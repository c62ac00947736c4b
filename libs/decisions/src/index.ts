export { apply } from './apply';
export { conclude, type ModelAnswer, type ModelAnswers } from './conclude';
export { decide, type DecideOptions } from './decide';
export { type Decision, type ShadowVerdict } from './decision';
export { type Demographics } from './demographics';
export { isMerge, isResultEvent, type MessageReference, type PatientEvent, type ReviewDue } from './events';
export {
  concernsPatient,
  type MessageFacts,
  type PatientNumber,
  type ReportedPatient,
  type ReportedResult,
} from './facts';
export { lookBacks, numbersToRead } from './look-back';
export { type Patient, type PatientIdentity } from './patient';
export { type Result } from './result';
export { CHANGING_STATUSES, PRELIMINARY_STATUSES, WITHDRAWN_STATUSES } from './result-status';
export { type ReviewReason } from './reviews';
export { changedPatients, initialState, type KnownNumber, type State } from './state';
export { DecisionWatch, type UnitSuspicion, type WatchedMessage } from './watch/decision.watch';
