import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type Terminal } from '../../../command/terminal';
import { type LetterFilter, matches } from '../filter/letter-filter';
import { findLetter } from './find-letter';
import { type Letter } from './letter';

/** All that a filter can narrow by, but for the state, which always has a value. */
const NARROWING = ['origin', 'reason', 'feed', 'since', 'until'] as const;

/**
 * The letters that a command is to act on: those named, or those of a filter; never all of them by mistake. A named one
 * in another state than is meant is left out, and said to be.
 * @throws CommandError where an id is unknown, or nothing says which letters are meant
 */
export function selectLetters(
  letters: readonly Letter[],
  { ids, all, ...filter }: LetterFilter & { ids: readonly string[]; all?: true },
  terminal: Pick<Terminal, 'complain'>,
): Letter[] {
  if (ids.length === 0) {
    if (!all && NARROWING.every((name) => filter[name] === undefined))
      throw new CommandError('which letters? Give ids, a filter such as --reason, or --all', EXIT.usage);
    return letters.filter((letter) => matches(letter, filter));
  }
  const named = new Set(ids.map((id) => findLetter(letters, id)));
  return [...named].filter((letter) => {
    const isMeant = matches(letter, { ...filter, state: 'all' });
    if (!isMeant) terminal.complain(`${letter.id.slice(0, 8)} is left out: it is not of that filter`);
    else if (!matches(letter, filter))
      terminal.complain(`${letter.id.slice(0, 8)} is left out: it is ${letter.state} (--state=all takes it)`);
    return isMeant && matches(letter, filter);
  });
}
