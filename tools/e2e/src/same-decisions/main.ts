import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, Option } from 'commander';
import { migrate, openDatabase } from '@renwatch/store';
import { createDatabase, workspaceRoot } from '@renwatch/testing';
import { DatabaseServer } from '../disturbed/surroundings/database-server';
import { freeStackPorts, type StackRun } from '../stack-run';
import { compareRows } from './compare-rows';
import { comparisonReport, differenceCount, verdict, type StreamComparison } from './comparison-report';
import { playStream } from './play-stream';
import { checkColumns } from './recorded-rows';
import { RevisionCheckout } from './revision-checkout';
import { courseStream, STREAM_NAMES, syntheticStream, type Stream, type StreamName } from './streams';

interface Options {
  before: string;
  after?: string;
  streams: StreamName[];
  ignore: string[];
  course?: string;
}

const EXIT_DIFFERENT = 1;
const EXIT_FAILED = 2;
const DRAIN_MS = 1_000;
/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

const program = new Command('same-decisions')
  .description(
    'Play the same streams through two revisions and compare every decision, alert and page they record.',
  )
  .requiredOption('--before <revision>', 'the revision to compare with, built in a git worktree')
  .option('--after <revision>', 'the revision to check (default: the working tree)')
  .addOption(
    new Option('--streams <names>', `some of ${STREAM_NAMES.join(', ')}, separated by commas`)
      .default([...STREAM_NAMES], STREAM_NAMES.join(','))
      .argParser(parseStreams),
  )
  .addOption(
    new Option(
      '--ignore <columns>',
      'columns whose differences are counted only, such as rule_version,rule_sha256',
    )
      .default([], 'none')
      .argParser((text) => text.split(',').map((name) => name.trim())),
  )
  .option(
    '--course <folder>',
    "the folder of the university course's data (default: ../shared/data/course-2025)",
  )
  .action(sameDecisions);

async function sameDecisions(options: Options): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-same-decisions-'));
  const checkouts: RevisionCheckout[] = [];
  const databaseServer = new DatabaseServer(path.join(folder, 'postgres'));
  let running: StackRun | undefined;
  for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
    process.once(signal, () => {
      void (async () => {
        await running?.stop();
        for (const checkout of checkouts) checkout.remove();
        process.exit(exitCode);
      })();
    });
  }
  try {
    const streams = streamsOf(options, folder);
    await databaseServer.start();
    await refuseUnknownColumns(options.ignore, databaseServer.url);
    const rootOf = async (name: string, revision: string | undefined) => {
      if (revision === undefined) return workspaceRoot();
      const checkout = await RevisionCheckout.create({ revision, folder: path.join(folder, name), say });
      checkouts.push(checkout);
      return checkout.root;
    };
    const before = await rootOf('before', options.before);
    const after = await rootOf('after', options.after);
    const ports = await freeStackPorts();
    const play = (root: string, stream: Stream, name: string) => {
      say(`${stream.name}: playing into ${name}`);
      const home = path.join(folder, 'homes', `${stream.name}-${name}`);
      mkdirSync(path.dirname(home), { recursive: true });
      const onStart = (run: StackRun) => (running = run);
      return playStream({ root, stream, home, databaseServerUrl: databaseServer.url, ports, onStart });
    };
    const comparisons: StreamComparison[] = [];
    for (const stream of streams) {
      const expected = await play(before, stream, 'before');
      const actual = await play(after, stream, 'after');
      comparisons.push({ stream: stream.name, kinds: compareRows(expected, actual, options) });
    }
    for (const line of comparisonReport(comparisons)) print(line);
    const names = `${options.before} and ${options.after ?? 'the working tree'}`;
    print(verdict(names, comparisons));
    process.exitCode = differenceCount(comparisons) === 0 ? 0 : EXIT_DIFFERENT;
    await databaseServer.stop();
    rmSync(folder, { recursive: true, force: true });
  } finally {
    await databaseServer.stop();
    for (const checkout of checkouts) checkout.remove();
  }
}

/** Refuses a misspelt name before the long run, not after it. */
async function refuseUnknownColumns(names: readonly string[], databaseServerUrl: string): Promise<void> {
  if (names.length === 0) return;
  const database = await createDatabase(databaseServerUrl);
  const db = openDatabase({ url: database.url, applicationName: 'same-decisions' });
  try {
    await migrate(db);
    await checkColumns(db, names);
  } finally {
    await db.close({ drainMs: DRAIN_MS });
    await database.drop();
  }
}

function streamsOf({ streams, course }: Options, folder: string): Stream[] {
  const courseFolder = path.resolve(workspaceRoot(), course ?? '../shared/data/course-2025');
  const found = streams.flatMap((name) => {
    if (name === 'synthetic') return [syntheticStream(path.join(folder, 'synthetic'))];
    const stream = courseStream(courseFolder);
    if (!stream && course !== undefined) throw new Error(`--course: no stream in ${courseFolder}`);
    if (!stream) say(`course: SKIPPED, because ${courseFolder} is absent; name another folder with --course`);
    return stream ? [stream] : [];
  });
  if (found.length === 0) throw new Error('there is no stream to play');
  return found;
}

function parseStreams(text: string): StreamName[] {
  const names = text.split(',').map((name) => name.trim());
  const found = STREAM_NAMES.filter((name) => names.includes(name));
  if (found.length !== new Set(names).size)
    program.error(`--streams: give some of ${STREAM_NAMES.join(', ')}`);
  return found;
}

function say(line: string): void {
  print(`[${process.uptime().toFixed(0).padStart(4)} s] ${line}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = EXIT_FAILED;
});
