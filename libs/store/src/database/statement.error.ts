/**
 * Classes of SQLSTATE that the data of a statement alone can cause (a value no column takes, a broken constraint, an
 * index entry too long, a trigger's refusal). All others (a lock, a deadlock, a missing table, a read-only server) may
 * be gone the next time.
 */
const CAUSED_BY_DATA: ReadonlySet<string> = new Set(['22', '23', '54', 'P0']);
/** Classes whose messages quote values, which may be a patient's. */
const QUOTES_VALUES: ReadonlySet<string> = new Set(['22', '23']);

export interface ServerFault {
  code: string;
  message: string;
  table?: string | undefined;
  column?: string | undefined;
  constraint?: string | undefined;
}

/** PostgreSQL refused a statement. It holds names and codes, never values. */
export class StatementError extends Error {
  readonly retriable: boolean;
  readonly sqlState: string;
  readonly table: string | undefined;
  readonly constraint: string | undefined;

  constructor({ code, message, table, column, constraint }: ServerFault) {
    const place = [table, column, constraint].filter((name) => name !== undefined).join('.');
    const cause = QUOTES_VALUES.has(code.slice(0, 2)) ? 'a value was refused' : message;
    super(`${code}: ${cause}${place === '' ? '' : ` (${place})`}`);
    this.name = 'StatementError';
    this.sqlState = code;
    this.table = table;
    this.constraint = constraint;
    this.retriable = !CAUSED_BY_DATA.has(code.slice(0, 2));
  }
}
