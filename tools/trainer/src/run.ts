import { UsageError } from './args/usage.error';
import { ToleranceError } from './cohort/tolerance.error';
import { cardCommand } from './commands/card.command';
import { cohortCommand } from './commands/cohort.command';
import { evaluateCommand } from './commands/evaluate.command';
import { trainCommand } from './commands/train.command';
import { type TrainerOutput } from './trainer-output';

const COMMANDS: ReadonlyMap<string, (args: readonly string[], output: TrainerOutput) => Promise<void>> =
  new Map([
    ['train', trainCommand],
    ['cohort', cohortCommand],
    ['card', cardCommand],
    ['evaluate', evaluateCommand],
  ]);

/** Runs a command line; gives the exit code. What the user can put right is one line for `complain`. */
export async function run([name = '', ...args]: readonly string[], output: TrainerOutput): Promise<number> {
  try {
    const command = COMMANDS.get(name);
    if (!command) {
      throw new UsageError(
        `the command must be ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(COMMANDS.keys())}, not ${JSON.stringify(name)}`,
      );
    }
    await command(args, output);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ToleranceError)) throw error;
    output.complain(`trainer: ${error.message}`);
    return 1;
  }
}
