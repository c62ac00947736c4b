// node apps/inference/dist/import-history.main.js: imports HISTORY_CSV and ends; a Job beside inferences that wait for it.
// First, so that a stop is heard while all else loads.
import { stopSignal } from './history/stop-signal';
import { ConfigurationError, createLogger } from '@renwatch/runtime';
import { readImportConfiguration } from './config';
import { importHistoryJob } from './history/import-history.job';
import { HISTORY_CHUNK_PATIENTS, MOUNTED_HISTORY } from './history/limits';

async function main(): Promise<number> {
  const configuration = readImportConfiguration();
  const logger = createLogger({ service: 'history-import', level: configuration.logLevel });
  const path = configuration.history ?? MOUNTED_HISTORY;
  const options = {
    configuration,
    path,
    chunkPatients: HISTORY_CHUNK_PATIENTS,
    logger,
    signal: stopSignal,
  };
  const imported = await importHistoryJob(options);
  if (!imported) {
    logger.info('stopped before the history was complete: the next run begins again');
    // Not 0: the Job would be taken for done.
    return 1;
  }
  const { outcome, patients, results, sha256 } = imported;
  logger.info({ outcome, patients, results, sha256 }, 'history is complete');
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const { message, exitCode } = error as Partial<ConfigurationError>;
    process.stderr.write(`history-import: ${message ?? String(error)}\n`);
    process.exit(exitCode ?? 1);
  },
);
