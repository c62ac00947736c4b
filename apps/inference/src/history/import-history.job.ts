import { existsSync } from 'node:fs';
import { retryUntilDone, type Logger } from '@renwatch/runtime';
import { pause } from '@renwatch/timing';
import { MigrationError, isRetriable, migrate, openDatabase } from '@renwatch/store';
import { HistoryFile } from './history.file';
import { importHistory, type HistoryImport, type HistoryProgress } from './history.importer';
import { LEFT_OUT, PostgresHistoryStore } from './postgres-history.store';

export interface ImportHistoryJobOptions {
  configuration: Readonly<Record<'databaseUrl' | 'authority' | 'timezone', string>>;
  path: string;
  logger: Logger;
  signal: AbortSignal;
}

const BACKOFF = { minMs: 200, maxMs: 5_000 };
const LOOK_EVERY_MS = 500;
const CLOSE_MS = 2_000;
/** One for the import, one for queries meanwhile. */
const CONNECTIONS = 2;

/**
 * Imports a history once, and waits for its file and database if need be. Any number may run beside services that decide.
 * @returns undefined if the signal came first: an import under way is broken off, and its transaction leaves nothing
 * @throws HistoryFileError, MigrationError
 */
export async function importHistoryJob(options: ImportHistoryJobOptions): Promise<HistoryImport | undefined> {
  const { configuration, path, logger, signal } = options;
  if (!existsSync(path))
    logger.info({ path }, 'history file not found; waiting: copy it under another name, then rename it');
  while (!existsSync(path) && !signal.aborted) await pause(LOOK_EVERY_MS, signal);
  const { databaseUrl: url, authority, timezone } = configuration;
  const db = openDatabase({ url, applicationName: 'renwatch-history', maxConnections: CONNECTIONS });
  const onErased = (results: number): void => logger.warn({ results }, LEFT_OUT);
  const store = new PostgresHistoryStore({ db, authority, timezone, now: () => new Date(), onErased });
  const onProgress = (progress: HistoryProgress): void => logger.info(progress, 'importing history');
  try {
    const importing = retryUntilDone({
      task: async () => {
        await migrate(db, { log: logger });
        return importHistory({ file: new HistoryFile(path), store, onProgress });
      },
      signal,
      backoff: BACKOFF,
      isRetriable: (error) => !(error instanceof MigrationError) && isRetriable(error),
      onRetry: (error, attempt, delayMs) =>
        logger.warn({ attempt, delayMs, error }, 'database not available; retrying'),
    });
    return await Promise.race([importing, aborted(signal)]);
  } finally {
    await db.close({ drainMs: signal.aborted ? 0 : CLOSE_MS });
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
