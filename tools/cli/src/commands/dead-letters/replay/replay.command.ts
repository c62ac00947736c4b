import { type Command, InvalidArgumentError } from 'commander';
import { type HostPort, schema } from '@renwatch/runtime';
import { type CommandContext } from '../../../command/command-context';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { readKafkaConfiguration } from '../../../connection/config';
import { openKafka, withProducer } from '../../../connection/kafka';
import { addFilterOptions } from '../filter/filter-options';
import { type LetterFilter } from '../letters/letter-filter';
import { DeadLetterTopics } from '../letters/dead-letter-topics';
import { loadBytes } from '../letters/load-bytes';
import { selectLetters } from '../letters/select-letters';
import { LetterTrace } from '../letters/letter-trace';
import { planReplay } from './plan-replay';
import { ReplayDoors } from './replay-doors';
import { replayLetters } from './replay-letters';

interface ReplayOptions extends LetterFilter {
  all?: true;
  to?: HostPort;
  by: string;
  dryRun?: true;
}

const HELP = `
Each dead letter takes the same way as before. A message goes over MLLP to the gateway listener --to, as its sender
would send it; this includes messages that inference refused, and frames that were stored in parts. An alert goes to
its topic. A refused page becomes due again in the database (DATABASE_URL). The same bytes give the same ids, so
replaying twice decides and pages once. --to must be a listener with the authority, time zone and character set of the
feed that the messages came from.`;

export function addReplay(parent: Command, context: CommandContext): void {
  const command = parent
    .command('replay')
    .description('Send dead letters again, and record who did it, when, and with what outcome.')
    .argument('[ids...]', 'ids, or unique beginnings of ids')
    .option('--to <host:port>', 'listener of a gateway, for messages', parseAddress)
    .option('--by <name>', 'your name, which is stored', context.user)
    .option('--all', 'all dead letters in the state --state')
    .option('--dry-run', 'show what would be sent where, and send nothing')
    .addHelpText('after', HELP);
  addFilterOptions(command, context).action((ids: string[], options: ReplayOptions) =>
    replay(ids, options, context),
  );
}

async function replay(ids: string[], options: ReplayOptions, context: CommandContext): Promise<void> {
  const { terminal, now } = context;
  const { to, by, dryRun, ...filter } = options;
  const configuration = readKafkaConfiguration(context);
  const client = openKafka(configuration);
  const topics = new DeadLetterTopics(client);
  const { letters } = await topics.letters();
  const plan = planReplay(selectLetters(letters, { ...filter, ids }, terminal), { to });
  for (const { letter, why } of plan.closed)
    terminal.complain(`${letter.id.slice(0, 8)} cannot be replayed: ${why}`);
  if (dryRun) {
    for (const { letter, door } of plan.open)
      terminal.print(`${letter.id.slice(0, 8)}  would go to: ${door}`);
    return;
  }
  const left = await withProducer(client, async (producer) => {
    const bytesOf = await loadBytes(
      plan.open.map(({ letter }) => letter),
      topics,
    );
    const trace = new LetterTrace({ client, producer, configuration, by, now });
    const doors = new ReplayDoors({ to, producer, context });
    try {
      return await replayLetters({ plan: plan.open, bytesOf, doors, trace, topics, terminal });
    } finally {
      await doors.close();
    }
  });
  terminal.complain(`${plan.open.length - left} replayed, ${left + plan.closed.length} not replayed`);
  if (left + plan.closed.length > 0)
    throw new CommandError('some dead letters were not replayed', EXIT.notDone);
}

/** A bare port is this machine's. */
function parseAddress(text: string): HostPort {
  const parsed = schema.read(schema.hostPort, /^\d+$/.test(text) ? `localhost:${text}` : text);
  if (!parsed.ok) throw new InvalidArgumentError(parsed.remedy);
  return parsed.value;
}
