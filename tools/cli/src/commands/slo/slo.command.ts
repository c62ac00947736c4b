import { type Command } from 'commander';
import { serviceLevelsRepository } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { withDatabase } from '../../connection/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';
import { PAGE_OBJECTIVE, type ServiceLevels, sloLines } from './slo-lines';

const DEFAULT_SINCE = '28d';

interface Options {
  since?: Date;
  json?: true;
}

export function addSlo(program: Command, context: CommandContext): void {
  program
    .command('slo')
    .description(
      'Report from the database alone how fast pages were, which are missing, and when feeds were silent.',
    )
    .option('--since <time>', `received at or after this time (default: ${DEFAULT_SINCE} ago)`, (text) =>
      parseMoment(text, context.now()),
    )
    .option('--json', 'print one JSON object')
    .action((options: Options) => report(options, context));
}

async function report({ since, json }: Options, context: CommandContext): Promise<void> {
  const until = context.now();
  const from = since ?? parseMoment(DEFAULT_SINCE, until);
  const span = { since: from.toISOString(), until: until.toISOString() };
  const levels = await withDatabase(context, async (db): Promise<ServiceLevels> => ({
    span,
    pages: await serviceLevelsRepository.pages(db, span, { limitS: PAGE_OBJECTIVE.seconds }),
    decisions: await serviceLevelsRepository.decisions(db, span),
    feeds: await serviceLevelsRepository.feeds(db, span),
  }));
  for (const line of json ? [JSON.stringify(levels)] : sloLines(levels)) context.terminal.print(line);
}
