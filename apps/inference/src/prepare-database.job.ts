import { retryUntilDone, type Logger } from '@renwatch/runtime';
import {
  isRetriable,
  loginOf,
  MigrationError,
  type MigrationOutcome,
  openDatabase,
  prepareDatabase,
} from '@renwatch/store';
import { type DatabaseOwnerConfiguration } from './config';

export interface PrepareDatabaseJobOptions {
  configuration: DatabaseOwnerConfiguration;
  logger: Logger;
  signal: AbortSignal;
}

const BACKOFF = { minMs: 200, maxMs: 5_000 };
const CLOSE_MS = 2_000;

/**
 * Applies migrations with the owner's login and gives each service's login its rights. It waits for the database, and any
 * number may run at once.
 * @returns undefined if the signal came first
 * @throws MigrationError
 */
export async function prepareDatabaseJob(
  options: PrepareDatabaseJobOptions,
): Promise<MigrationOutcome | undefined> {
  const { configuration, logger: log, signal } = options;
  const { databaseUrl, inferenceDatabaseUrl, pagerDatabaseUrl } = configuration;
  const { consoleDatabaseUrl, operatorDatabaseUrl } = configuration;
  const urls = [
    ['inference', inferenceDatabaseUrl],
    ['pager', pagerDatabaseUrl],
    ['console', consoleDatabaseUrl],
    ['operator', operatorDatabaseUrl],
  ] as const;
  const logins = urls.flatMap(([user, url]) => (url === undefined ? [] : [loginOf(user, url)]));
  const db = openDatabase({ url: databaseUrl, applicationName: 'renwatch-owner', maxConnections: 1 });
  try {
    return await retryUntilDone({
      task: () => prepareDatabase(db, { logins, log }),
      signal,
      backoff: BACKOFF,
      isRetriable: (error) => !(error instanceof MigrationError) && isRetriable(error),
      onRetry: (error, attempt, delayMs) =>
        log.warn({ attempt, delayMs, error }, 'database not available; retrying'),
    });
  } finally {
    await db.close({ drainMs: signal.aborted ? 0 : CLOSE_MS });
  }
}
