import { type Command } from 'commander';
import { type CommandContext } from '../../command/command-context';
import { formatTable } from '../../command/format-table';
import { readKafkaConfiguration } from '../../connection/config';
import { openKafka } from '../../connection/kafka';
import { addFilterOptions } from './filter/filter-options';
import { type LetterFilter, matches } from './letters/letter-filter';
import { DeadLetterTopics } from './letters/dead-letter-topics';
import { type Letter, letterBytes } from './letters/letter';

const HEADINGS = ['ID', 'FAILED', 'ORIGIN', 'REASON', 'FEED', 'BYTES', 'STATE', 'DETAIL'];

export function addList(parent: Command, context: CommandContext): void {
  const command = parent
    .command('list')
    .description('List dead letters, oldest first; by default the open ones.')
    .option('--json', 'one JSON object per line, without the payload');
  addFilterOptions(command, context).action((options: LetterFilter & { json?: true }) =>
    list(options, context),
  );
}

async function list(options: LetterFilter & { json?: true }, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const found = await new DeadLetterTopics(openKafka(readKafkaConfiguration(context))).letters();
  const letters = found.letters.filter((letter) => matches(letter, options));
  if (options.json) {
    for (const letter of letters) terminal.print(JSON.stringify(letterFacts(letter)));
  } else {
    if (letters.length > 0)
      for (const line of formatTable([HEADINGS, ...letters.map(row)])) terminal.print(line);
    terminal.complain(`${letters.length} of ${found.letters.length} dead letters`);
  }
  if (found.unreadable > 0)
    terminal.complain(
      `renwatch: ${found.unreadable} records have a format this version cannot read; upgrade renwatch`,
    );
}

function row(letter: Letter): string[] {
  const [{ failedAt, origin, reason, source, detail }] = letter.records;
  const { length } = letter.records;
  const parts = length > 1 ? ` (${length} parts)` : '';
  const whole = letter.isWhole ? '' : ' (incomplete: the end is missing)';
  return [
    letter.id.slice(0, 8),
    failedAt.slice(0, 19).replace('T', ' '),
    origin,
    reason,
    source.feed ?? '-',
    `${letterBytes(letter)}${parts}`,
    letter.state,
    `${detail}${whole}`,
  ];
}

/** A letter without its payload, for --json. */
function letterFacts(letter: Letter): object {
  const { id, records, isWhole, state, actions } = letter;
  const [{ origin, reason, detail, source, failedAt }] = records;
  return {
    ...{ id, state, failedAt, origin, reason, detail, source },
    bytes: letterBytes(letter),
    parts: records.length,
    isWhole,
    actions: actions.map(({ action, at, by, note }) => ({ action, at, by, note })),
  };
}
