export { Database, openDatabase, type DatabaseOptions, type TransactionOptions } from './database/database';
export { isRetriable } from './database/is-retriable';
export { type Queryable } from './database/queryable';
export { type SessionLimits } from './database/session-settings';
export { StatementError } from './database/statement.error';
export { StoreUnavailableError } from './database/store-unavailable.error';
export { type Transaction } from './database/transaction';
export { migrate, type MigrateOptions, type MigrationLog, type MigrationOutcome } from './migrate/migrate';
export { MigrationError } from './migrate/migration.error';
export { identity, type ResultIdentity } from './identity/identity';
export { mergesRepository, type MergeRow } from './patients/merges.repository';
export { PatientsMovedError } from './patients/patients-moved.error';
export {
  type Demographics,
  type PatientNumber,
  patientsRepository,
  type PatientUpsert,
} from './patients/patients.repository';
export { type StoredPatient } from './patients/stored-patient';
export {
  resultsRepository,
  type ResultOrigin,
  type ResultRevisionRow,
  type ResultRow,
  type StoredResult,
} from './results/results.repository';
export { type DecisionRow } from './decisions/decision-row';
export { decisionsRepository } from './decisions/decisions.repository';
export { type LatestDecision } from './decisions/latest-decision';
export { type RecordedDecision } from './decisions/recorded-decision';
export { type ShadowComparison } from './decisions/shadow-comparison';
export { type ShadowDecisionRow } from './decisions/shadow-decision-row';
export { shadowDecisionsRepository } from './decisions/shadow-decisions.repository';
export { type ShadowDifference } from './decisions/shadow-difference';
export { recordedDecisionsRepository } from './decisions/recorded-decisions.repository';
export { alertProgressRepository, type AlertProgress } from './alerts/alert-progress.repository';
export { alertsRepository, type AlertRow } from './alerts/alerts.repository';
export { type ClaimedPage, type NewPage, type PageCounts } from './pages/page-row';
export { pagesRepository } from './pages/pages.repository';
export { progressRepository, type ProgressRow } from './progress/progress.repository';
export { importsRepository, type ImportState } from './imports/imports.repository';
