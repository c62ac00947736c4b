import { StatementError } from '@renwatch/store';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';

/** SQLSTATE of a function or table that this login may not use. */
const NOT_ALLOWED = '42501';

/** Rethrows an error; if the login may not remove rows, with the remedy. */
export function explainRefusal(error: unknown): never {
  if (!(error instanceof StatementError) || error.sqlState !== NOT_ALLOWED) throw error;
  const remedy = 'set DATABASE_URL to the login of their owner';
  throw new CommandError(`this login may not remove rows; ${remedy}`, EXIT.notDone, { cause: error });
}
