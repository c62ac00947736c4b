export { Database, openDatabase, type DatabaseOptions, type TransactionOptions } from './database/database';
export { isRetriable, isTimeOut } from './database/store-error';
export { type Queryable } from './database/queryable';
export { type SessionLimits } from './database/session-settings';
export { StatementError } from './database/statement.error';
export { StoreUnavailableError } from './database/store-unavailable.error';
export { type Transaction } from './database/transaction';
export { migrate, type MigrateOptions, type MigrationLog, type MigrationOutcome } from './migrate/migrate';
export { MigrationError } from './migrate/migration.error';
export { type DatabaseLogin, loginOf } from './rights/database-login';
export { prepareDatabase, type PrepareDatabaseOptions } from './rights/prepare-database';
export { DATABASE_USERS, type DatabaseUser } from './rights/service-rights';
export { identity, type ResultIdentity } from './identity';
export { mergesRepository, type MergeRow } from './repositories/merges.repository';
export { NIL_ID } from './repositories/nil-id';
export { PatientsMovedError } from './repositories/patients-moved.error';
export {
  type ImportedPatient,
  type PatientNumber,
  patientsRepository,
  type StoredDemographics,
} from './repositories/patients.repository';
export { type StoredPatient } from './repositories/stored-patient';
export {
  resultsRepository,
  type ResultOrigin,
  type ResultRevisionRow,
  type ResultRow,
  type StoredResult,
} from './repositories/results.repository';
export { TooManyResultsError } from './repositories/too-many-results.error';
export { type DecisionRow } from './repositories/decision-row';
export { decisionsRepository, type LatestDecision } from './repositories/decisions.repository';
export {
  type GroundedDecision,
  type RecordedDecision,
  type RecordedGround,
} from './repositories/recorded-decision';
export {
  historySpansRepository,
  type HistorySpanRow,
  type OpenHistory,
} from './repositories/history-spans.repository';
export { lookBacksRepository } from './repositories/look-backs.repository';
export {
  shadowDecisionsRepository,
  type ShadowComparison,
  type ShadowDecisionRow,
  type ShadowDifference,
} from './repositories/shadow-decisions.repository';
export { type DecisionTime, recordedDecisionsRepository } from './repositories/recorded-decisions.repository';
export { alertProgressRepository, type AlertProgress } from './repositories/alert-progress.repository';
export { alertsRepository, type AlertRow } from './repositories/alerts.repository';
export {
  pagesRepository,
  type ClaimedPage,
  type NewPage,
  type PageCounts,
} from './repositories/pages.repository';
export {
  pagingDecisionsRepository,
  type PagingDecisionRow,
} from './repositories/paging-decisions.repository';
export { retractionsRepository } from './repositories/retractions.repository';
export {
  type Checkpoint,
  type Progress,
  progressRepository,
  type ProgressRow,
} from './repositories/progress.repository';
export { type SeenByFeed, seenByFeedRepository } from './repositories/seen-by-feed.repository';
export {
  type DecisionLevels,
  type FeedLevels,
  type PageLevels,
  serviceLevelsRepository,
  type Span,
} from './repositories/service-levels.repository';
export { importsRepository, type ImportState } from './repositories/imports.repository';
export {
  erasuresRepository,
  type Erasure,
  type NumberOfPatient,
  type RowCounts,
} from './repositories/erasures.repository';
export { RETAINED_ROWS, type RetainedRows } from './repositories/retention.repository';
export { LEAST_DAYS, retainRows, type RetainRowsOptions } from './repositories/retain-rows';
export { activityRepository, type Activity, type RecentChange } from './console/activity.repository';
export { consoleAuditRepository, type AuditedAction } from './console/console-audit.repository';
export { msOf, type PageColumns } from './console/console-columns';
export {
  consoleSessionsRepository,
  type ConsoleSession,
  type SessionTimes,
} from './console/console-sessions.repository';
export {
  consoleUsersRepository,
  type ConsoleRole,
  type ConsoleUser,
  type LockOut,
} from './console/console-users.repository';
export {
  openAlertsRepository,
  type MeasuredPoint,
  type OpenAlertCursor,
  type OpenAlertRow,
} from './console/open-alerts.repository';
export { hashPassword, isPassword } from './console/password';
export {
  patientPageRepository,
  type PatientAlertRow,
  type PatientPageRow,
  type PatientResultRow,
} from './console/patient-page.repository';
