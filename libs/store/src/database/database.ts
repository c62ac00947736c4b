import { Pool, types, type ClientBase, type CustomTypesConfig, type PoolClient } from 'pg';
import { type Queryable } from './queryable';
import { APPLY_SETTINGS, sessionSettings, type SessionLimits } from './session-settings';
import { StatementError } from './statement.error';
import { StoreUnavailableError } from './store-unavailable.error';
import { connectError, storeError } from './store-error';
import { Transaction } from './transaction';

const { INT8, DATE, TIMESTAMPTZ } = types.builtins;

const toDate = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

/** pg's own parsers convert dates to the process's time zone and return bigints as text. */
const ours: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: (text) => BigInt(text),
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => toDate(text).toISOString(),
};

const typeParsers: CustomTypesConfig = {
  getTypeParser: (oid, format) => ours[oid] ?? types.getTypeParser(oid, format),
};

export interface DatabaseOptions extends Partial<SessionLimits> {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Default 8. A statement waits up to `connectTimeoutMs` for a free connection. */
  maxConnections?: number;
  /** Default 3 s. */
  connectTimeoutMs?: number;
  /** Called when an idle connection breaks; a running statement rejects with its own error. */
  onError?: (error: unknown) => void;
}

export interface TransactionOptions {
  /** For long work such as a migration or an import, in place of the session's limits. */
  limits?: Partial<
    Pick<SessionLimits, 'statementTimeoutMs' | 'lockTimeoutMs' | 'idleInTransactionTimeoutMs'>
  >;
}

const DEFAULT_LIMITS: SessionLimits = {
  statementTimeoutMs: 15_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 8_000,
  deadPeerTimeoutMs: 10_000,
};
const DEFAULT_CONNECTIONS = 8;
const DEFAULT_CONNECT_TIMEOUT_MS = 3_000;
const IDLE_CONNECTION_MS = 60_000;
const READ_ONLY = `SELECT current_setting('transaction_read_only') AS "readOnly"`;
/** The client waits a little longer than the server, whose own time-out leaves the connection usable. */
const CLIENT_GRACE_MS = 2_000;
const CLIENT_KEEPALIVE_DELAY_MS = 5_000;

/** Runs statements on a bounded pool of PostgreSQL connections, which connects on first use and after every loss. */
export class Database implements Queryable {
  private readonly pool: Pool;
  private readonly limits: SessionLimits;
  private readonly busy = new Set<PoolClient>();
  private closing: Promise<void> | undefined;

  constructor(options: DatabaseOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...definedOf(options) };
    const { names, values } = sessionSettings(this.limits);
    this.pool = new Pool({
      connectionString: options.url,
      application_name: options.applicationName,
      max: options.maxConnections ?? DEFAULT_CONNECTIONS,
      connectionTimeoutMillis: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_CONNECTION_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: CLIENT_KEEPALIVE_DELAY_MS,
      query_timeout: this.limits.statementTimeoutMs + CLIENT_GRACE_MS,
      types: typeParsers,
      // The pool awaits this promise, although its types do not say so.
      onConnect: ((client) => client.query(APPLY_SETTINGS, [names, values])) as (client: ClientBase) => void,
    });
    this.pool.on('error', (error) => options.onError?.(storeError(error)));
    // A connection that breaks in use rejects its statement; without a listener the process would end.
    this.pool.on('connect', (client) => void client.on('error', () => undefined));
  }

  async query<R extends object>(text: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.lend((session) => session.query<R>(text, parameters), {});
  }

  /**
   * Runs `work` between BEGIN and COMMIT; if it throws, rolls back and rethrows.
   * @throws StoreUnavailableError also if COMMIT got no answer: the transaction may have been committed
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.lend(async (session) => {
      await session.run(`BEGIN${localLimits(options)}`);
      try {
        const done = await work(session);
        await this.commit(session);
        return done;
      } catch (error) {
        if (session.isUsable) await session.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    }, options);
  }

  /** @throws StoreUnavailableError if the database does not answer, or takes no writes */
  async ping(): Promise<void> {
    await this.lend(async (session) => {
      const [row] = await session.query<{ readOnly: string }>(READ_ONLY);
      if (row?.readOnly !== 'on') return;
      session.discard();
      throw new StoreUnavailableError('25006', '25006: the server is read-only');
    }, {});
  }

  /** Waits up to `drainMs` for running statements, then aborts them. Idempotent. */
  close({ drainMs }: { drainMs: number }): Promise<void> {
    this.closing ??= this.drain(drainMs);
    return this.closing;
  }

  private async commit(session: Transaction): Promise<void> {
    const { command } = await session.run('COMMIT');
    if (command === 'COMMIT') return;
    const message = 'transaction was rolled back: the failure of one of its statements was ignored';
    throw new StatementError({ code: '25P02', message });
  }

  private async lend<T>(
    use: (session: Transaction) => Promise<T>,
    { limits }: TransactionOptions,
  ): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw connectError(error);
    });
    this.busy.add(client);
    const statementTimeoutMs = limits?.statementTimeoutMs ?? this.limits.statementTimeoutMs;
    const session = new Transaction(client, statementTimeoutMs + CLIENT_GRACE_MS);
    try {
      return await use(session);
    } finally {
      session.end();
      this.busy.delete(client);
      // Destroys a broken connection instead of returning it to the pool.
      client.release(!session.isUsable);
    }
  }

  private async drain(drainMs: number): Promise<void> {
    const late = setTimeout(() => {
      for (const client of this.busy) void client.end();
    }, drainMs);
    await this.pool.end();
    clearTimeout(late);
  }
}

export function openDatabase(options: DatabaseOptions): Database {
  return new Database(options);
}

function localLimits({ limits = {} }: TransactionOptions): string {
  const settings = {
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
  };
  return Object.entries(settings)
    .filter(([, ms]) => ms !== undefined)
    .map(([name, ms]) => `; SET LOCAL ${name} = ${Number(ms)}`)
    .join('');
}

/** An absent limit must not overwrite a default with undefined. */
function definedOf(options: Partial<SessionLimits>): Partial<SessionLimits> {
  const names = Object.keys(DEFAULT_LIMITS) as (keyof SessionLimits)[];
  return Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}
