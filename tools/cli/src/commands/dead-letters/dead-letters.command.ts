import { type Command } from 'commander';
import { type CommandContext } from '../../command/command-context';
import { addDiscard } from './discard/discard.command';
import { addList } from './list/list.command';
import { addReplay } from './replay/replay.command';
import { addShow } from './show/show.command';

/** `dead-letters`: what could not be processed, until a person has dealt with it. */
export function addDeadLetters(program: Command, context: CommandContext): void {
  const group = program
    .command('dead-letters')
    .description('What could not be processed: list, show, replay or discard it.');
  addList(group, context);
  addShow(group, context);
  addReplay(group, context);
  addDiscard(group, context);
}
