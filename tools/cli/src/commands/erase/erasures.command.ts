import { type Command } from 'commander';
import { erasuresRepository } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { formatTable } from '../../command/format-table';
import { withDatabase } from '../../connection/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';

const HEADINGS = ['ERASED AT', 'ERASURE', 'BY', 'DATABASE USER', 'ROWS', 'PROOF', 'BECAUSE'];

export function addErasures(program: Command, context: CommandContext): void {
  program
    .command('erasures')
    .description('List erasures, the earliest first: when, by whom, why, how many rows, and the proof.')
    .option('--since <time>', 'erased at or after this time: 24h, 7d, 2026-11-25T09:30Z', (text) =>
      parseMoment(text, context.now()),
    )
    .action(({ since = new Date(0) }: { since?: Date }) => list(since, context));
}

async function list(since: Date, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const erasures = await withDatabase(context, (db) =>
    erasuresRepository.since(db, { sinceIso: since.toISOString() }),
  );
  const rows = erasures.map(({ erasedAt, id, by, databaseUser, counts, proof, because }) => {
    const removed = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return [erasedAt, id, by, databaseUser, String(removed), proof, because];
  });
  if (rows.length > 0) for (const line of formatTable([HEADINGS, ...rows])) terminal.print(line);
  terminal.complain(`${rows.length} erasures`);
}
