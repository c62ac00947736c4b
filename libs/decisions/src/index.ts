export { type MessageFacts, type PatientNumber, type ReportedPatient, type ReportedResult } from './facts';
