import { type Command, InvalidArgumentError } from 'commander';
import { type HostPort, schema } from '@renwatch/runtime';
import { type CommandContext } from '../../../command/command-context';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { readKafkaConfiguration } from '../../../config';
import { openKafka } from '../../../kafka/open-kafka';
import { withProducer } from '../../../kafka/with-producer';
import { addFilterOptions } from '../filter/filter-options';
import { type LetterFilter } from '../filter/letter-filter';
import { DeadLetterTopics } from '../letters/dead-letter-topics';
import { loadBytes } from '../letters/load-bytes';
import { selectLetters } from '../letters/select-letters';
import { LetterTrace } from '../trace/letter-trace';
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
Each letter goes in again by the door it came in by: a message (also one that inference refused, also a frame
that was kept in parts) over MLLP to the gateway's listener --to, as its sender would send it; an alert to its
topic; a refused page becomes owed again (DATABASE_URL). The same bytes have the same ids, so that replaying
twice decides and pages once. --to is a listener with the authority, timezone and charset of the letters' feed.`;

export function addReplay(parent: Command, context: CommandContext): void {
  const command = parent
    .command('replay')
    .description('Sends letters in again, and keeps a trace of who did it, when, and what came back.')
    .argument('[ids...]', 'their ids, or as much of each as is unique')
    .option('--to <host:port>', 'a listening gateway, for messages', parseAddress)
    .option('--by <name>', 'who does it', context.user)
    .option('--all', 'every letter of that state')
    .option('--dry-run', 'tell what would be sent where, and send nothing')
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
  for (const { letter, why } of plan.closed) terminal.complain(`${letter.id.slice(0, 8)} stays: ${why}`);
  if (dryRun) {
    for (const { letter, door } of plan.open) terminal.print(`${letter.id.slice(0, 8)}  would go to ${door}`);
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
  terminal.complain(`${plan.open.length - left} replayed, ${left + plan.closed.length} not`);
  if (left + plan.closed.length > 0) throw new CommandError('not everything was taken', EXIT.notDone);
}

/** A bare port is this machine's. */
function parseAddress(text: string): HostPort {
  const parsed = schema.read(schema.hostPort, /^\d+$/.test(text) ? `localhost:${text}` : text);
  if (!parsed.ok) throw new InvalidArgumentError(parsed.remedy);
  return parsed.value;
}
