import { DatabaseError } from 'pg';
import { StatementError } from './statement.error';
import { StoreUnavailableError } from './store-unavailable.error';

/** Connection faults, shutdown and crash, too many connections, no memory or disk, input and output, read-only. */
const UNAVAILABLE = /^(08|53|58|57P0|25006)/;
/** Messages of pg errors that carry no code. */
const CONNECTION_LOST = /connection|terminated|timeout|not queryable|calling end on the pool/i;
const PROGRAMMER_ERRORS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError']);

/** Converts pg's errors to the store's two errors; a programmer error is returned unchanged. */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreUnavailableError || error instanceof StatementError) return error;
  if (error instanceof DatabaseError) {
    const { code = 'XX000', message, table, column, constraint } = error;
    if (UNAVAILABLE.test(code)) return new StoreUnavailableError(code, `${code}: ${message}`);
    return new StatementError({ code, message, table, column, constraint });
  }
  // Checked by shape, not class: under jest, system errors come from another realm.
  const { name, code, message } = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown };
  if (typeof name !== 'string' || PROGRAMMER_ERRORS.has(name)) return error;
  if (typeof code === 'string') return new StoreUnavailableError(code, code, { cause: error });
  return CONNECTION_LOST.test(String(message))
    ? new StoreUnavailableError('', String(message), { cause: error })
    : error;
}

/** Converts an error of opening a session: a wrong password or a missing database never counts as a refused value. */
export function connectError(error: unknown): unknown {
  const known = storeError(error);
  return known instanceof StatementError
    ? new StoreUnavailableError(known.sqlState, known.message, { cause: known })
    : known;
}

/** Returns true if a retry may succeed; false for programmer errors and refused values. */
export function isRetriable(error: unknown): boolean {
  return (error as { retriable?: unknown } | null | undefined)?.retriable === true;
}

/** A statement that took too long, a transaction that was idle or open for too long. */
const TIME_OUTS: ReadonlySet<string> = new Set(['57014', '25P03', '25P04']);
/** Shorter than any limit of a session; a connection that is lost sooner was not ended for taking long. */
const MIN_TIME_OUT_MS = 5_000;

/**
 * Returns true if the server, or the client waiting for it, may have ended work because it took too long. After the server
 * closed a session, the client often sees no more than a lost connection.
 * @param tookMs how long the work had taken
 */
export function isTimeOut(error: unknown, tookMs: number): boolean {
  if (error instanceof StatementError) return TIME_OUTS.has(error.sqlState);
  return error instanceof StoreUnavailableError && error.code === '' && tookMs >= MIN_TIME_OUT_MS;
}
