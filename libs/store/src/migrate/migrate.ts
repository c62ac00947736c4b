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
export const MIGRATION_LOCK = 7_236_450_001;
/**
 * Generous, because replicas that start together wait for the one that migrates, and a migration may rewrite a table. If
 * that one freezes between two statements, the server ends its session so that the next can go on.
 */
const LIMITS = { statementTimeoutMs: 600_000, lockTimeoutMs: 600_000, idleInTransactionTimeoutMs: 8_000 };

/**
 * While a migration waits for a table that a backup reads, say, every statement of the running services on that table waits
 * behind it. So it gives up soon, and is tried again.
 */
const TABLE_LOCK_TIMEOUT = '3s';

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
  ALTER TABLE schema_migrations ADD COLUMN IF NOT EXISTS oldest_program text`;

/** Reads also a table that was made before it had the column. */
const APPLIED = `
  SELECT name, checksum, to_jsonb(m) ->> 'oldest_program' AS "oldestProgram" FROM schema_migrations m`;

interface AppliedMigration {
  name: string;
  checksum: string;
  oldestProgram: string | null;
}

/** SQLSTATE of a table that does not exist, and of one that this login may not read. */
const NOT_PREPARED = ['42P01', '42501'];

/**
 * Applies the missing migrations, each in its own transaction and under a lock, so that any number of replicas may start
 * at once. A login that may not create tables only checks that none is missing. A database that is newer than this program
 * is accepted, unless a migration says that it is too new.
 * @throws MigrationError if an applied migration has changed, the database is too new, or a migration fails;
 *   MigrationsPendingError (retriable) if the owner has to apply some first; StoreUnavailableError if the database does not
 *   answer
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<MigrationOutcome> {
  const migrations = await migrationFiles(options.folder ?? MIGRATIONS_FOLDER);
  if (!(await mayCreateTables(db))) {
    await checkApplied(db, migrations);
    return { applied: [], already: migrations.map(({ name }) => name) };
  }
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

async function mayCreateTables(db: Database): Promise<boolean> {
  const asked = `SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may`;
  const [answer] = await db.query<{ may: boolean }>(asked);
  return answer?.may === true;
}

async function checkApplied(db: Database, migrations: readonly Migration[]): Promise<void> {
  const done = await db.query<AppliedMigration>(APPLIED).catch((error: unknown) => {
    const isNotPrepared = error instanceof StatementError && NOT_PREPARED.includes(error.sqlState);
    throw isNotPrepared ? new MigrationsPendingError([], { cause: error }) : error;
  });
  check(done, migrations);
  const missing = migrations
    .map(({ name }) => name)
    .filter((known) => !done.some(({ name }) => name === known));
  if (missing.length > 0) throw new MigrationsPendingError(missing);
}

async function applyNext(
  tx: Transaction,
  migrations: readonly Migration[],
  { uncommitted }: MigrateOptions,
): Promise<string | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await tx.script(HISTORY_TABLE);
  const done = await tx.query<AppliedMigration>(APPLIED);
  check(done, migrations);
  const next = migrations.find((migration) => !done.some(({ name }) => name === migration.name));
  if (!next) return undefined;
  await tx.query(`SET LOCAL lock_timeout = '${TABLE_LOCK_TIMEOUT}'`);
  await tx.script(next.sql).catch((error: unknown) => {
    throw failed(next.name, error);
  });
  uncommitted?.(next.name);
  await tx.query('INSERT INTO schema_migrations (name, checksum, oldest_program) VALUES ($1, $2, $3)', [
    next.name,
    next.checksum,
    next.oldestProgram,
  ]);
  return next.name;
}

/** @throws MigrationError */
function check(done: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  const newest = migrations.at(-1)?.name ?? '';
  const unknown = done.filter(({ name }) => !known.has(name));
  const tooNew = unknown.filter(
    ({ name, oldestProgram }) => name < newest || (oldestProgram !== null && !known.has(oldestProgram)),
  );
  if (tooNew.length > 0) {
    const names = tooNew.map(({ name }) => name).join(', ');
    throw new MigrationError(
      `the database has ${names}, but this program knows only up to ${newest}; upgrade the program`,
    );
  }
  const changed = done.find(({ name, checksum }) => (known.get(name) ?? checksum) !== checksum);
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

/** The database lacks migrations, and this login may not apply them: the owner of the tables will, sooner or later. */
class MigrationsPendingError extends Error {
  readonly retriable = true;

  constructor(missing: readonly string[], options?: ErrorOptions) {
    const names = missing.length === 0 ? 'its migrations' : missing.join(', ');
    super(
      `the database lacks ${names}, and this login may not apply them; ` +
        "run apps/inference/dist/prepare-database.main.js with the owner's login in DATABASE_URL",
      options,
    );
    this.name = 'MigrationsPendingError';
  }
}
