import { StatementError } from '@renwatch/store';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';

/** By SQLSTATE: a function or table that this login may not use, and a lock that was not free in time. */
const REFUSALS: Readonly<Record<string, string>> = {
  '42501': 'this login may not remove rows; set DATABASE_URL to the login of their owner',
  '55P03':
    'rows are in use by an import or another removal, and nothing was changed; try again when it is done',
};

/** Rethrows an error of the database; with the remedy if the removal of rows was refused. */
export function explainRefusal(error: unknown): never {
  const refusal = error instanceof StatementError ? REFUSALS[error.sqlState] : undefined;
  if (refusal === undefined) throw error;
  throw new CommandError(refusal, EXIT.notDone, { cause: error });
}
