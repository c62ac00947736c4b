import { type Command } from 'commander';
import { type CommandContext } from '../../../command/command-context';
import { formatTable } from '../../../command/format-table';
import { readKafkaConfiguration } from '../../../config';
import { openKafka } from '../../../kafka/open-kafka';
import { addFilterOptions } from '../filter/filter-options';
import { type LetterFilter, matches } from '../filter/letter-filter';
import { complainOfUnreadable } from '../letters/complain-of-unreadable';
import { DeadLetterTopics } from '../letters/dead-letter-topics';
import { type Letter } from '../letters/letter';
import { letterBytes } from '../letters/letter-bytes';
import { letterFacts } from '../letters/letter-facts';

const HEADINGS = ['ID', 'FAILED', 'ORIGIN', 'REASON', 'FEED', 'BYTES', 'STATE', 'DETAIL'];

export function addList(parent: Command, context: CommandContext): void {
  const command = parent
    .command('list')
    .description('The dead letters, oldest first; the open ones unless --state says otherwise.')
    .option('--json', 'a JSON object a line, with everything but the payload');
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
  complainOfUnreadable(found, terminal);
}

function row(letter: Letter): string[] {
  const [{ failedAt, origin, reason, source, detail }] = letter.records;
  const { length } = letter.records;
  const parts = length > 1 ? ` (${length} parts)` : '';
  const whole = letter.isWhole ? '' : ' — its end never came';
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
