import { type Stage } from '@renwatch/aki';
import { countPages, noPages, pageCountRows, type PagingDecision } from '@renwatch/paging';
import { pagingDecisionsRepository, type PagingDecisionRow } from '@renwatch/store';
import { type Command } from 'commander';
import { CommandError } from '../command/command.error';
import { type CommandContext } from '../command/command-context';
import { EXIT } from '../command/exit-code';
import { formatTable } from '../command/format-table';
import { withDatabase } from '../connection/with-database';
import { parseMoment } from './dead-letters/filter/parse-moment';

export function addComparePaging(program: Command, context: CommandContext): void {
  program
    .command('compare-paging')
    .description('Count the pages that recorded decisions cause if every result pages, and by episodes.')
    .requiredOption('--since <time>', 'decided at or after this time: 24h, 7d, 2026-11-25T09:30Z', (text) =>
      parseMoment(text, context.now()),
    )
    .action(({ since }: { since: Date }) => comparePaging(since, context));
}

async function comparePaging(since: Date, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const counts = noPages();
  await withDatabase(context, async (db) => {
    const patients = pagingDecisionsRepository.since(db, { sinceIso: since.toISOString() });
    for await (const rows of patients) countPages(counts, rows.map(decisionOf));
  });
  for (const line of formatTable(pageCountRows(counts))) terminal.print(line);
  const { missed, due } = counts;
  if (missed.length > 0)
    throw new CommandError(
      `${missed.length} of ${due} first alerts and rises in stage are not paged by episodes, such as the one about result ${missed[0]?.resultId}`,
      EXIT.notDone,
    );
}

function decisionOf({ observedAt, decidedAt, level, ...row }: PagingDecisionRow): PagingDecision {
  const { resultId, umolPerL, baselineUmolPerL, alerted } = row;
  const times = { observedAtMs: Date.parse(observedAt), decidedAtMs: Date.parse(decidedAt) };
  return { resultId, umolPerL, baselineUmolPerL, alerted, ...times, level: level as Stage };
}
