import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type Letter } from './letter';

/** The letter whose id begins so. @throws CommandError where none or several do */
export function findLetter(letters: readonly Letter[], start: string): Letter {
  const found = letters.filter(({ id }) => id.startsWith(start.toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only;
  const remedy = only
    ? `begins ${found.length} ids: give more of it`
    : 'is no dead letter: see list --state=all';
  throw new CommandError(`${start} ${remedy}`, EXIT.notDone);
}
