import { type Command } from 'commander';
import { type CommandContext } from '../../command/command-context';
import { addDiscard } from './discard.command';
import { addList } from './list.command';
import { addReplay } from './replay/replay.command';
import { addShow } from './show.command';

/** Commands for records that could not be processed. */
export function addDeadLetters(program: Command, context: CommandContext): void {
  const group = program
    .command('dead-letters')
    .description('List, show, replay or discard what could not be processed.');
  addList(group, context);
  addShow(group, context);
  addReplay(group, context);
  addDiscard(group, context);
}
