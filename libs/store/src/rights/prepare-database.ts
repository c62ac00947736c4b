import { escapeIdentifier } from 'pg';
import { type Database } from '../database/database';
import { type Transaction } from '../database/transaction';
import { type MigrationLog, type MigrationOutcome, MIGRATION_LOCK, migrate } from '../migrate/migrate';
import { ensureLogin, type DatabaseLogin } from './database-login';
import { SERVICE_RIGHTS } from './service-rights';

export interface PrepareDatabaseOptions {
  /** The logins of services. Those that are the owner itself are left out: one role may do everything. */
  logins: readonly DatabaseLogin[];
  log?: MigrationLog;
}

/** Replicas that start together wait for each other. */
const LIMITS = { lockTimeoutMs: 600_000 };

/**
 * Applies migrations as the owner of the tables and gives each login the rights of its service and no others. Repeating it
 * changes nothing; any number of processes may run it at once. On a database that is newer than this program it changes no
 * rights: it does not know the tables that services of the newer version use.
 * @throws MigrationError, StoreUnavailableError
 */
export async function prepareDatabase(
  db: Database,
  { logins, log }: PrepareDatabaseOptions,
): Promise<MigrationOutcome> {
  const outcome = await migrate(db, { ...(log && { log }) });
  const [session] = await db.query<{ owner: string }>('SELECT current_user::text AS owner');
  const others = logins.filter(({ name }) => name !== session?.owner);
  for (const login of others) await ensureLogin(db, login);
  if (others.length === 0) return outcome;
  const known = new Set([...outcome.applied, ...outcome.already]);
  const isGiven = await db.transaction((tx) => grant(tx, others, known), { limits: LIMITS });
  const fields = { logins: others.map(({ user, name }) => `${user}=${name}`) };
  log?.info(fields, isGiven ? 'database rights given' : 'database is newer; rights left as they are');
  return outcome;
}

/** In one transaction: a running service never misses a right in between. @returns false if the database is newer */
async function grant(
  tx: Transaction,
  logins: readonly DatabaseLogin[],
  known: ReadonlySet<string>,
): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const applied = await tx.query<{ name: string }>('SELECT name FROM schema_migrations');
  if (applied.some(({ name }) => !known.has(name))) return false;
  const [row] = await tx.query<{ schema: string }>('SELECT current_schema()::text AS schema');
  const schema = escapeIdentifier(row?.schema ?? 'public');
  // Until PostgreSQL 14, everybody could create tables in it.
  const statements = [`REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC`];
  for (const name of new Set(logins.map((login) => escapeIdentifier(login.name))))
    statements.push(
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${name}`,
      `REVOKE CREATE ON SCHEMA ${schema} FROM ${name}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${name}`,
    );
  for (const { user, name } of logins)
    for (const [table, rights] of Object.entries(SERVICE_RIGHTS[user]))
      statements.push(
        `GRANT ${rights.join(', ')} ON ${schema}.${escapeIdentifier(table)} TO ${escapeIdentifier(name)}`,
      );
  await tx.script(statements.join(';\n'));
  return true;
}
