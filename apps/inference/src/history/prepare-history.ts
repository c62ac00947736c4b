import { type CrashPoints, type Logger, type Part } from '@renwatch/runtime';
import { pause } from '@renwatch/timing';
import { HistoryFile } from './history.file';
import { importHistory, type HistoryProgress } from './history.importer';
import { type PostgresHistoryStore } from './postgres-history.store';

export interface PrepareHistoryOptions {
  configuration: { history: string | undefined; historyRequired: boolean };
  store: PostgresHistoryStore;
  part: Part;
  /** Aborted when the service stops. */
  signal: AbortSignal;
  logger: Logger;
  crashPoints: Pick<CrashPoints, 'pass'>;
}

const POLL_EVERY_MS = 1_000;

/**
 * Resolves when decisions may begin: after the import of the configured file, or once another process has imported a
 * required one, or at once if neither is configured.
 * @throws HistoryFileError
 */
export async function prepareHistory(options: PrepareHistoryOptions): Promise<void> {
  const { configuration, store, part, signal } = options;
  const { history: path, historyRequired } = configuration;
  if (path !== undefined) return importFile(path, options);
  if (!historyRequired) return part.ready('none given');
  return awaitHistory({ isImported: () => store.hasHistory(), part, signal, pollEveryMs: POLL_EVERY_MS });
}

export interface AwaitHistoryOptions {
  isImported: () => Promise<boolean>;
  part: Part;
  signal: AbortSignal;
  pollEveryMs: number;
}

/** Waits until another process has imported a history: without it, first results would show no injury. */
export async function awaitHistory(options: AwaitHistoryOptions): Promise<void> {
  const { isImported, part, signal, pollEveryMs } = options;
  part.notReady('waiting for a history to be imported (HISTORY_REQUIRED)');
  while (!signal.aborted) {
    if (await isImported()) return part.ready('imported by another process');
    await pause(pollEveryMs, signal);
  }
}

async function importFile(
  path: string,
  { store, part, logger, crashPoints }: PrepareHistoryOptions,
): Promise<void> {
  const onProgress = (progress: HistoryProgress) => {
    const { bar, results, of } = progress;
    part.notReady(`importing ${bar}, ${results} of ${of} results`);
    logger.info(progress, 'importing history');
    crashPoints.pass('inference.importing');
  };
  const imported = await importHistory({ file: new HistoryFile(path), store, onProgress });
  const { patients, results } = imported;
  logger.info(imported, 'history is complete');
  part.ready(`${patients} patients, ${results} results`);
}
