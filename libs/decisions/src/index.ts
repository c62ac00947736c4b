export { type MessageFacts, type PatientNumber, type ReportedPatient, type ReportedResult } from './facts';
export { CHANGING_STATUSES, PRELIMINARY_STATUSES, WITHDRAWN_STATUSES } from './result-status';
