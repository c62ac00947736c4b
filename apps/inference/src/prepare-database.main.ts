// node apps/inference/dist/prepare-database.main.js applies migrations as the owner of the tables (DATABASE_URL), gives the
// logins of services their rights (INFERENCE_DATABASE_URL, PAGER_DATABASE_URL, CONSOLE_DATABASE_URL, OPERATOR_DATABASE_URL) and exits.
// First, so that a stop signal is seen while everything else loads.
import { stopSignal } from './history/stop-signal';
import { createLogger } from '@renwatch/runtime';
import { readDatabaseOwnerConfiguration } from './config';
import { prepareDatabaseJob } from './prepare-database.job';

async function main(): Promise<number> {
  const configuration = readDatabaseOwnerConfiguration();
  const logger = createLogger({ service: 'database', level: configuration.logLevel });
  const outcome = await prepareDatabaseJob({ configuration, logger, signal: stopSignal });
  if (!outcome) return 1;
  logger.info({ applied: outcome.applied }, 'database is prepared');
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const { message, exitCode } = error as { message?: string; exitCode?: number };
    process.stderr.write(`database: ${message ?? String(error)}\n`);
    process.exit(exitCode ?? 1);
  },
);
