import { type Command } from 'commander';
import { type Erasure, erasuresRepository, type NumberOfPatient, type RowCounts } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { formatTable } from '../../command/format-table';
import { readKafkaConfiguration } from '../../connection/config';
import { openKafka, withProducer } from '../../connection/kafka';
import { withDatabase } from '../../connection/with-database';
import { DeadLetterTopics } from '../dead-letters/letters/dead-letter-topics';
import { type Letter, erasedNote } from '../dead-letters/letters/letter';
import { LetterTrace } from '../dead-letters/letters/letter-trace';
import { explainRefusal } from '../explain-refusal';
import { findPatient } from '../find-patient';

interface Options {
  authority?: string;
  because: string;
  by: string;
  yes?: true;
}

const HELP = `
Without --yes nothing is changed: the numbers and the count of rows are shown. With --yes everything recorded about the
patient is removed in one transaction, under all merged numbers, and a tombstone is left: when, by whom, why, how many
rows, a proof of which, and salted hashes of the numbers. Messages that were sent before are refused from then on;
a message that is sent later makes a new patient. Kafka keeps messages and alerts until its retention ends, and dead
letters until they are deleted there; those about the patient are marked and can no longer be shown or replayed.
See docs/operations/erase-a-patient.md.`;

export function addErase(program: Command, context: CommandContext): void {
  program
    .command('erase')
    .description(
      'Remove everything recorded about a patient, for a lawful request; shows first what would go.',
    )
    .argument('<mrn>', 'patient number, current or merged')
    .option('--authority <name>', 'assigning authority of the number, if several hospitals use it')
    .requiredOption('--because <text>', 'the reason, without patient data; it is stored')
    .option('--by <name>', 'your name, which is stored', context.user)
    .option('--yes', 'erase; without it nothing is changed')
    .addHelpText('after', HELP)
    .action((mrn: string, options: Options) => erase(mrn, options, context));
}

async function erase(mrn: string, options: Options, context: CommandContext): Promise<void> {
  const { authority, because, by, yes = false } = options;
  const { terminal, now } = context;
  const configuration = readKafkaConfiguration(context);
  await withDatabase(context, async (db) => {
    const { key, survivorId } = await findPatient(db, { mrn, authority });
    const numbers = await erasuresRepository.numbersOf(db, survivorId);
    if (because.trim() === '' || numbers.some((number) => `${because} ${by}`.includes(number.mrn)))
      throw new CommandError(
        `--because and --by are kept after the erasure: give a reason, and no number of the patient`,
        EXIT.usage,
      );
    for (const line of numberLines(numbers)) terminal.print(line);
    const client = openKafka(configuration);
    const letters = await new DeadLetterTopics(client).lettersAbout(numbers.map((number) => number.mrn));
    const done = yes
      ? await erasuresRepository.erase(db, { key, by, because }).catch(explainRefusal)
      : undefined;
    const counts = done?.counts ?? (await erasuresRepository.preview(db, key).catch(explainRefusal));
    if (!counts || (yes && !done)) throw new CommandError(`${mrn} was erased meanwhile`, EXIT.notDone);
    for (const line of countLines(counts, letters)) terminal.print(line);
    if (!done) {
      terminal.complain('nothing was changed; to erase, give --yes');
      return;
    }
    for (const line of tombstoneLines(done)) terminal.print(line);
    if (letters.length > 0)
      await withProducer(client, async (producer) => {
        const trace = new LetterTrace({ client, producer, configuration, by, now });
        await trace.open();
        await Promise.all(letters.map((letter) => trace.write(letter, 'discarded', erasedNote(done.id))));
      });
    terminal.complain('erased; Kafka keeps its messages and alerts until the retention of their topics ends');
  });
}

function numberLines(numbers: readonly NumberOfPatient[]): string[] {
  const rows = numbers.map(({ mrn, authority, isSurvivor }) => [
    isSurvivor ? 'number' : 'merged number',
    `${mrn} (${authority})`,
  ]);
  return formatTable(rows);
}

function countLines(counts: RowCounts, letters: readonly Letter[]): string[] {
  const tables = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return formatTable([
    ...tables.map(([table, rows]) => [table, `${rows} rows`]),
    ['dead letters', [letters.length, ...letters.map(({ id }) => id.slice(0, 8))].join(' ')],
  ]);
}

export function tombstoneLines({ id, erasedAt, by, databaseUser, because, proof }: Erasure): string[] {
  return formatTable([
    ['erasure', id],
    ['erased at', erasedAt],
    ['by', `${by} (database user ${databaseUser})`],
    ['because', because],
    ['proof', proof],
  ]);
}
