// node apps/inference/dist/import-history.main.js imports HISTORY_CSV and exits: a Job beside inferences that wait for it.
// First, so that a stop signal is seen while everything else loads.
import { stopSignal } from './history/stop-signal';
import { ConfigurationError, createLogger } from '@renwatch/runtime';
import { MOUNTED_HISTORY, readImportConfiguration } from './config';
import { importHistoryJob } from './history/import-history.job';

async function main(): Promise<number> {
  const configuration = readImportConfiguration();
  const logger = createLogger({ service: 'history-import', level: configuration.logLevel });
  const path = configuration.history ?? MOUNTED_HISTORY;
  const imported = await importHistoryJob({ configuration, path, logger, signal: stopSignal });
  if (!imported) {
    logger.info('stopped before the history was complete; the next run starts over');
    // Not 0, which would mark the Job as done.
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
