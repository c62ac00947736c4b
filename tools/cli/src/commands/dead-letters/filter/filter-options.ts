import { type Command, Option } from 'commander';
import { type CommandContext } from '../../../command/command-context';
import { parseMoment } from './parse-moment';

/** Adds the flags of a LetterFilter. */
export function addFilterOptions(command: Command, { now }: Pick<CommandContext, 'now'>): Command {
  const moment = (text: string) => parseMoment(text, now());
  return command
    .addOption(new Option('--origin <service>', 'who refused it').choices(['gateway', 'inference', 'pager']))
    .option('--reason <reason>', 'such as not-hl7, too-large, unit-missing')
    .option('--feed <name>', 'the feed it came from')
    .option('--since <when>', 'failed then or later: 90m, 24h or 7d ago, or 2026-11-25T09:30Z', moment)
    .option('--until <when>', 'failed before then', moment)
    .addOption(
      new Option('--state <state>', 'what was done about it')
        .choices(['open', 'replayed', 'discarded', 'all'])
        .default('open'),
    );
}
