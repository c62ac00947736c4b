import { type Database } from '../database/database';
import { isRetriable } from '../database/store-error';
import { type Transaction } from '../database/transaction';
import { StatementError } from '../database/statement.error';
import { type Migration, MIGRATIONS_FOLDER, migrationFiles } from './migration-files';
import { MigrationError } from './migration.error';

/** The part of a pino logger that is used. */
export interface MigrationLog {
  info(fields: object, message: string): void;
}

export interface MigrateOptions {
  log?: MigrationLog;
  /** For tests: another folder of migrations. */
  folder?: string;
  /** For tests: called when a migration's statements have run and nothing is committed. */
  uncommitted?: (name: string) => void;
}

export interface MigrationOutcome {
  applied: string[];
  already: string[];
}

/** Key of the advisory lock held while migrating; the same in every version. */
const MIGRATION_LOCK = 7_236_450_001;
/**
 * Generous, because replicas that start together wait for the one that migrates, and a migration may rewrite a table. If
 * that one freezes between two statements, the server ends its session so that the next can go on.
 */
const LIMITS = { statementTimeoutMs: 600_000, lockTimeoutMs: 600_000, idleInTransactionTimeoutMs: 8_000 };

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`;

/**
 * Applies the missing migrations, each in its own transaction and under a lock, so that any number of replicas may start
 * at once.
 * @throws MigrationError if an applied migration has changed, the database is newer than this program, or a migration
 *   fails; StoreUnavailableError if the database does not answer
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<MigrationOutcome> {
  const migrations = await migrationFiles(options.folder ?? MIGRATIONS_FOLDER);
  const applied: string[] = [];
  for (;;) {
    const name = await db.transaction((tx) => applyNext(tx, migrations, options), { limits: LIMITS });
    if (name === undefined) break;
    applied.push(name);
    options.log?.info({ migration: name }, 'migration applied');
  }
  return {
    applied,
    already: migrations.map((migration) => migration.name).filter((name) => !applied.includes(name)),
  };
}

async function applyNext(
  tx: Transaction,
  migrations: readonly Migration[],
  { uncommitted }: MigrateOptions,
): Promise<string | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await tx.script(HISTORY_TABLE);
  const done = await tx.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM schema_migrations',
  );
  check(done, migrations);
  const next = migrations.find((migration) => !done.some(({ name }) => name === migration.name));
  if (!next) return undefined;
  await tx.script(next.sql).catch((error: unknown) => {
    throw failed(next.name, error);
  });
  uncommitted?.(next.name);
  await tx.query('INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [
    next.name,
    next.checksum,
  ]);
  return next.name;
}

function check(done: readonly { name: string; checksum: string }[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  const newer = done.map(({ name }) => name).filter((name) => !known.has(name));
  const newest = migrations.at(-1)?.name ?? 'none';
  if (newer.length > 0) {
    throw new MigrationError(
      `the database has ${newer.join(', ')}, but this program knows only up to ${newest}; upgrade the program`,
    );
  }
  const changed = done.find(({ name, checksum }) => known.get(name) !== checksum);
  if (!changed) return;
  throw new MigrationError(
    `${changed.name} has changed since it was applied; restore it and add a new migration`,
  );
}

function failed(name: string, error: unknown): unknown {
  // A retry can fix a lock time-out or deadlock, but not a mistake in the SQL.
  const passing = error instanceof StatementError ? /^(40|55|57)/.test(error.sqlState) : isRetriable(error);
  return passing ? error : new MigrationError(`${name} failed`, { cause: error });
}
