import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '@renwatch/runtime';
import { type CommandContext } from './command/command-context';
import { CommandError } from './command/command.error';
import { EXIT, type ExitCode } from './command/exit-code';
import { addComparePaging } from './commands/compare-paging.command';
import { addConsole } from './commands/console.command';
import { addDeadLetters } from './commands/dead-letters/dead-letters.command';
import { addErase } from './commands/erase/erase.command';
import { addErasures } from './commands/erase/erasures.command';
import { addExplain } from './commands/explain/explain.command';
import { addFeeds } from './commands/feeds.command';
import { addKafkaRights } from './commands/kafka-rights.command';
import { addReplay } from './commands/replay/replay.command';
import { addRetain } from './commands/retain.command';
import { addShadow } from './commands/shadow.command';
import { addSlo } from './commands/slo/slo.command';
import { addTry } from './commands/try/try.command';

/** Functions that add a command to the program. */
const COMMANDS: readonly ((program: Command, context: CommandContext) => void)[] = [
  addComparePaging,
  addConsole,
  addDeadLetters,
  addErase,
  addErasures,
  addExplain,
  addFeeds,
  addKafkaRights,
  addReplay,
  addRetain,
  addShadow,
  addSlo,
  addTry,
];

/** Runs a command line, without node and script. An error that the user can fix is a line for `complain`. */
export async function runRenwatch(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const program = new Command('renwatch')
    .description('Operate a running Renwatch.')
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'renwatch: ')),
    });
  for (const add of COMMANDS) add(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const failure = failureOf(error, context);
    if (!failure) throw error;
    for (const line of failure.message.split('\n')) terminal.complain(`renwatch: ${line}`);
    return failure.exitCode;
  }
}

function failureOf(
  error: unknown,
  { stackHome }: CommandContext,
): { message: string; exitCode: ExitCode } | undefined {
  if (error instanceof CommandError) return error;
  if (error instanceof ConfigurationError) return { message: error.message, exitCode: EXIT.configuration };
  if (error instanceof Error && (error as { retriable?: unknown }).retriable === true) {
    const message = `${error.message} (set KAFKA_BROKERS and DATABASE_URL to their addresses)`;
    const hint = stackHome === undefined ? '' : `\n${noStackAt(stackHome)}`;
    return { message: message + hint, exitCode: EXIT.unavailable };
  }
  return undefined;
}

/** Without named addresses, the broker and the database are those of a running `npm start`. */
const noStackAt = (home: string): string =>
  `neither is set, and no \`npm start\` stack answers in ${home}; start one and keep it running, ` +
  'or set RENWATCH_HOME to the data directory of a running one';
