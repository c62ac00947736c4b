import { type Command } from 'commander';
import { type CommandContext } from '../../command/command-context';
import { readKafkaConfiguration } from '../../connection/config';
import { openKafka, withProducer } from '../../connection/kafka';
import { addFilterOptions } from './filter/filter-options';
import { type LetterFilter } from './letters/letter-filter';
import { DeadLetterTopics } from './letters/dead-letter-topics';
import { selectLetters } from './letters/select-letters';
import { LetterTrace } from './letters/letter-trace';

interface DiscardOptions extends LetterFilter {
  all?: true;
  because: string;
  by: string;
}

export function addDiscard(parent: Command, context: CommandContext): void {
  const command = parent
    .command('discard')
    .description('Mark dead letters as handled. They stay on the topic and can still be replayed.')
    .argument('[ids...]', 'ids, or unique beginnings of ids')
    .requiredOption('--because <text>', 'the reason, without patient data; it is stored')
    .option('--by <name>', 'your name, which is stored', context.user)
    .option('--all', 'all dead letters in the state --state');
  addFilterOptions(command, context).action((ids: string[], options: DiscardOptions) =>
    discard(ids, options, context),
  );
}

async function discard(ids: string[], options: DiscardOptions, context: CommandContext): Promise<void> {
  const { terminal, now } = context;
  const configuration = readKafkaConfiguration(context);
  const client = openKafka(configuration);
  const { because, by, ...filter } = options;
  const { letters } = await new DeadLetterTopics(client).letters();
  const selected = selectLetters(letters, { ...filter, ids }, terminal);
  if (selected.length > 0) {
    await withProducer(client, async (producer) => {
      const trace = new LetterTrace({ client, producer, configuration, by, now });
      await trace.open();
      await Promise.all(selected.map((letter) => trace.write(letter, 'discarded', because)));
    });
  }
  for (const { id } of selected) terminal.print(`${id.slice(0, 8)}  discarded`);
  terminal.complain(`${selected.length} discarded`);
}
