import { openDatabase, type Database } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';
import { readDatabaseConfiguration } from './config';

const DRAIN_MS = 1_000;

/** Runs `work` on the database that DATABASE_URL names. */
export async function withDatabase<T>(
  context: Pick<CommandContext, 'env'>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const url = readDatabaseConfiguration(context).databaseUrl;
  const db = openDatabase({ url, applicationName: 'renwatch-cli', maxConnections: 2 });
  try {
    return await work(db);
  } finally {
    await db.close({ drainMs: DRAIN_MS });
  }
}
