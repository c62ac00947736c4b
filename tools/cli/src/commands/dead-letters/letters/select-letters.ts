import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type Terminal } from '../../../command/terminal';
import { type LetterFilter, matches } from './letter-filter';
import { type Letter } from './letter';

/** The fields of a filter without the state, which always has a value. */
const NARROWING = ['origin', 'reason', 'feed', 'since', 'until'] as const;

/**
 * Selects the letters to act on, by id or by filter; never all of them by mistake. A named letter that the filter excludes
 * is skipped with a complaint.
 * @throws CommandError if an id is unknown, or if neither ids nor a filter are given
 */
export function selectLetters(
  letters: readonly Letter[],
  { ids, all, ...filter }: LetterFilter & { ids: readonly string[]; all?: true },
  terminal: Pick<Terminal, 'complain'>,
): Letter[] {
  if (ids.length === 0) {
    if (!all && NARROWING.every((name) => filter[name] === undefined))
      throw new CommandError(
        'no dead letters selected; give ids, a filter such as --reason, or --all',
        EXIT.usage,
      );
    return letters.filter((letter) => matches(letter, filter));
  }
  const named = new Set(ids.map((id) => findLetter(letters, id)));
  return [...named].filter((letter) => {
    const isIncluded = matches(letter, { ...filter, state: 'all' });
    if (!isIncluded) terminal.complain(`${letter.id.slice(0, 8)} skipped: the filter does not match it`);
    else if (!matches(letter, filter))
      terminal.complain(
        `${letter.id.slice(0, 8)} skipped: its state is ${letter.state} (--state=all includes it)`,
      );
    return isIncluded && matches(letter, filter);
  });
}

/** Finds the letter whose id starts with a text. @throws CommandError if none or several do */
export function findLetter(letters: readonly Letter[], start: string): Letter {
  const found = letters.filter(({ id }) => id.startsWith(start.toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only;
  const remedy = only
    ? `matches ${found.length} dead letters; give more of the id`
    : 'matches no dead letter; see renwatch dead-letters list --state=all';
  throw new CommandError(`${start} ${remedy}`, EXIT.notDone);
}
