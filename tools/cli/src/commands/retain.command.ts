import { DEAD_LETTERS } from '@renwatch/events';
import { type Command } from 'commander';
import { RETAINED_ROWS, retainRows } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';
import { readKafkaConfiguration, readRetentionConfiguration } from '../connection/config';
import { kafka, openKafka } from '../connection/kafka';
import { withDatabase } from '../connection/with-database';
import { explainRefusal } from './explain-refusal';

const DAY_MS = 86_400_000;
const HELP = `
Nothing has an age until one is set, in days: RETAIN_PATIENTS_DAYS, RETAIN_DECISIONS_DAYS, RETAIN_PAGES_DAYS,
RETAIN_DEAD_LETTERS_DAYS. Run it once a day, beside the running services. See docs/operations/retention.md.`;

export function addRetain(program: Command, context: CommandContext): void {
  program
    .command('retain')
    .description('Remove what is older than its configured age, and print how much in one line.')
    .option('--dry-run', 'count, and remove nothing')
    .addHelpText('after', HELP)
    .action((options: { dryRun?: true }) => retain(options, context));
}

async function retain({ dryRun = false as boolean }, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const ages = readRetentionConfiguration(context);
  const now = context.now();
  const counts: Record<string, number | bigint> = {};
  const rows = RETAINED_ROWS.filter((kind) => ages[kind] > 0);
  if (rows.length > 0)
    await withDatabase(context, async (db) => {
      for (const kind of rows) {
        const removed = await retainRows(db, { rows: kind, days: ages[kind], now, isTrial: dryRun }).catch(
          explainRefusal,
        );
        for (const [table, count] of Object.entries(removed))
          counts[table] = Number(counts[table] ?? 0) + count;
      }
    });
  if (ages.deadLetters > 0) {
    const before = new Date(now.getTime() - ages.deadLetters * DAY_MS);
    counts['dead letters'] = await removeLetters({ before, dryRun }, context);
  }
  if (rows.length === 0 && ages.deadLetters === 0)
    terminal.print('nothing removed: no RETAIN_..._DAYS is set');
  else terminal.print(`${dryRun ? 'would remove' : 'removed'}: ${listed(counts)}`);
}

async function removeLetters(
  { before, dryRun: isTrial }: { before: Date; dryRun: boolean },
  context: CommandContext,
): Promise<bigint> {
  const client = openKafka(readKafkaConfiguration(context));
  if (!(await kafka().existingTopics({ client })).has(DEAD_LETTERS)) return 0n;
  return kafka().removeRecords({ client, topic: DEAD_LETTERS, before, isTrial });
}

function listed(counts: Readonly<Record<string, number | bigint>>): string {
  const removed = Object.entries(counts).filter(([, count]) => count > 0);
  return removed.length === 0 ? 'nothing' : removed.map(([name, count]) => `${count} ${name}`).join(', ');
}
