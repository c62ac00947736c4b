import { ConfigurationError, EXIT_CONFIGURATION } from '@renwatch/runtime';
import { helpText, readConfiguration, type StackConfiguration } from './config';
import { homeFolder } from './home/home-folder';
import { replay } from './once/replay';
import { healthLine } from './report/health-line';
import { Stack } from './stack';
import { StackError } from './stack.error';

const EXIT_FAILURE = 1;
/** The stop bounds itself; this is for a fault in it. */
const LAST_RESORT_MS = 9_900;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => print(`[${process.uptime().toFixed(1).padStart(5)} s] ${line}`);
const complain = (text: string): void => void process.stderr.write(`renwatch: ${text}\n`);

function configured(): StackConfiguration {
  if (process.argv.includes('--help')) {
    print(helpText());
    process.exit(0);
  }
  try {
    return readConfiguration();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const line of error.message.split('\n')) complain(line);
    process.exit(error.exitCode);
  }
}

async function run(): Promise<void> {
  const configuration = configured();
  const stack = new Stack({
    configuration,
    home: homeFolder(configuration.home),
    say,
    print,
    onFailure: (message) => {
      complain(message);
      void end(EXIT_CONFIGURATION);
    },
  });
  const end = async (code: number): Promise<void> => {
    if (stack.isStopping) return;
    if (stack.isEmpty) process.exit(code);
    say('Stopping: simulator, gateway, inference, pager, PostgreSQL, Kafka');
    setTimeout(() => process.exit(code === 0 ? EXIT_FAILURE : code), LAST_RESORT_MS).unref();
    const stoppingSince = Date.now();
    await stack.stop();
    say(
      `Stopped in ${((Date.now() - stoppingSince) / 1000).toFixed(1)} s; what it kept is in ${configuration.home}`,
    );
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  // A reader that is gone (`| head`) must not keep the stop from its end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const fail = (error: unknown): void => {
    for (const line of messageOf(error).split('\n')) complain(line);
    void end(error instanceof StackError ? error.exitCode : EXIT_FAILURE);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    if (!(await stack.start())) return;
    const health = healthLine(configuration);
    if (health !== undefined) say(health);
    say('Up. A line a page follows; Ctrl-C stops everything and keeps its state');
    if (configuration.once && (await replay({ stack, configuration, print }))) await end(0);
  } catch (error) {
    if (!stack.isStopping) fail(error);
  }
}

/** Errors that say `retriable` are ours: their message names the remedy. Others show where they came from. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'retriable' in error ? error.message : (error.stack ?? error.message);
}

void run();
