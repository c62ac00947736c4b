import { type Command } from 'commander';
import { type SeenByFeed, seenByFeedRepository } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';
import { formatTable } from '../command/format-table';
import { withDatabase } from '../connection/with-database';

interface Options {
  feed?: string;
  unread?: true;
  json?: true;
}

export function addFeeds(program: Command, context: CommandContext): void {
  program
    .command('feeds')
    .description(
      'List the message types and result codes that each feed has sent; creatinine that is not read first.',
    )
    .option('--feed <name>', 'only this feed')
    .option('--unread', 'only what may be creatinine and is not read, and types that are not read')
    .option('--json', 'print one JSON object for each row')
    .action((options: Options) => listFeeds(options, context));
}

async function listFeeds({ feed, unread, json }: Options, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const all = await withDatabase(context, (db) => seenByFeedRepository.all(db));
  const rows = all.filter(
    (row) => (feed === undefined || row.feed === feed) && !(unread && (row.isRead || row.reason === null)),
  );
  if (json) {
    for (const row of rows) terminal.print(JSON.stringify(row));
    return;
  }
  if (rows.length > 0) for (const line of formatTable([HEADER, ...rows.map(cellsOf)])) terminal.print(line);
  const likely = rows.filter(({ kind, reason }) => kind === 'result-code' && reason === 'name');
  if (rows.length === 0) terminal.complain('no feed has sent anything like it yet');
  if (likely.length > 0)
    terminal.complain(
      `${likely.length} codes look like creatinine and are not read; add those of serum creatinine to CREATININE_CODES`,
    );
}

const HEADER = ['feed', 'kind', 'code', 'system', 'name', 'unit', 'read', 'count', 'last seen'];

function cellsOf(row: SeenByFeed): string[] {
  const { feed, kind, code, system, name, unit, count, lastSeenAt } = row;
  const texts = [feed, kind === 'message-type' ? 'type' : 'code', code || '(none)', system, name, unit];
  return [...texts, outcomeOf(row), String(count), `${lastSeenAt.slice(0, 16).replace('T', ' ')} UTC`];
}

function outcomeOf({ kind, isRead, reason }: SeenByFeed): string {
  if (isRead) return 'yes';
  if (reason === null) return 'no';
  if (kind === 'message-type') return `! no (${reason})`;
  const likely = { name: 'looks like creatinine', unit: 'unit of creatinine' }[reason];
  return `! no (${likely ?? 'creatinine in a type without results'})`;
}
