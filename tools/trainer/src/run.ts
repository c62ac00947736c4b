import { Command, CommanderError } from 'commander';

import { ToleranceError } from './cohort/tolerance.error';
import { UsageError } from './command-line/usage.error';
import { addCard } from './commands/card.command';
import { addCohort } from './commands/cohort.command';
import { addEvaluate } from './commands/evaluate.command';
import { addPaging } from './commands/paging.command';
import { addTrain } from './commands/train.command';
import { type TrainerOutput } from './command-line/trainer-output';

/** Runs a command line and returns the exit code. An error that the user can fix is one line for `complain`. */
export async function run(args: readonly string[], output: TrainerOutput): Promise<number> {
  const program = new Command('trainer')
    .description('Train and evaluate the AKI model.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.complain(text.trimEnd()),
      outputError: (text, write) => write(oneLine(text)),
    });
  for (const add of [addTrain, addEvaluate, addCard, addCohort, addPaging]) add(program, output);
  try {
    if (args.length === 0) program.error('error: give a command: train, evaluate, card, cohort or paging');
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof UsageError || error instanceof ToleranceError)) throw error;
    output.complain(`trainer: ${error.message}`);
    return 1;
  }
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, 'trainer: ')
    .trim()
    .replaceAll('\n', ' ');
}
