import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { helpText } from './settings/command-line.cjs';
import { readDespiteFaults, type StackConfiguration } from './settings/config';
import { homeFolder } from './settings/home-folder';
import { replay } from './once/replay';
import { serviceFaults } from './parts/service-faults';
import { healthLine } from './report/health-line';
import { Stack } from './stack';
import { StackError } from './settings/stack.error';

const EXIT_FAILURE = 1;
/** The stop has its own limit; this one is for a fault in it. */
const LAST_RESORT_MS = 9_900;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => print(`[${process.uptime().toFixed(1).padStart(5)} s] ${line}`);
const complain = (text: string): void => void process.stderr.write(`renwatch: ${text}\n`);

/** Returns undefined once it has reported every fault, of the stack's own settings and of the services'. */
async function configured(): Promise<StackConfiguration | undefined> {
  const { configuration, faults } = readDespiteFaults();
  // A start asks the services later, while broker and database start.
  if (faults.length === 0 && !configuration?.checkOnly) return configuration;
  const ofServices = configuration ? await serviceFaults(configuration, homeFolder(configuration.home)) : [];
  const all = [...faults, ...ofServices];
  for (const fault of all) complain(fault);
  return all.length === 0 ? configuration : undefined;
}

async function run(): Promise<void> {
  if (process.argv.includes('--help')) return print(helpText());
  const configuration = await configured();
  if (configuration === undefined) process.exit(EXIT_CONFIGURATION);
  if (configuration.checkOnly) return;
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
      `Stopped in ${((Date.now() - stoppingSince) / 1000).toFixed(1)} s; its state is in ${configuration.home}`,
    );
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  // A closed reader (`| head`) must not keep the stop from finishing.
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
    say('Up. Each page is a line below. Ctrl-C stops everything and keeps its state');
    if (configuration.once && (await replay({ stack, configuration, print }))) await end(0);
  } catch (error) {
    if (!stack.isStopping) fail(error);
  }
}

/** Errors with `retriable` are ours: their message names the remedy. Others show their stack. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'retriable' in error ? error.message : (error.stack ?? error.message);
}

void run();
