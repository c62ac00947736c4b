import { type Command, Option } from 'commander';
import { type CommandContext } from '../../../command/command-context';
import { parseMoment } from './parse-moment';

/** Adds the options of a LetterFilter. */
export function addFilterOptions(command: Command, { now }: Pick<CommandContext, 'now'>): Command {
  const moment = (text: string) => parseMoment(text, now());
  return command
    .addOption(
      new Option('--origin <service>', 'service that refused it').choices(['gateway', 'inference', 'pager']),
    )
    .option('--reason <reason>', 'reason, such as not-hl7, too-large or unit-missing')
    .option('--feed <name>', 'feed it came from')
    .option(
      '--since <when>',
      'failed at or after this time: 90m, 24h or 7d ago, or 2026-11-25T09:30Z',
      moment,
    )
    .option('--until <when>', 'failed before this time', moment)
    .addOption(
      new Option('--state <state>', 'state of the dead letter')
        .choices(['open', 'replayed', 'discarded', 'all'])
        .default('open'),
    );
}
