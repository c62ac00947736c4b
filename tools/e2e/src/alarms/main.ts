// npx nx run monitoring:e2e: shows that faults of a running Renwatch raise their alarms in a real Prometheus.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { replaceTable } from '../markdown-table';
import { writeHospital } from '../write-hospital';
import { AlarmRun } from './alarm-run';
import { consequenceLines, faultTable, panelTable } from './alarm-tables';
import { FAULTS } from './faults';

interface Options {
  only?: string[];
  list?: true;
  seed: string;
  undisturbed: number;
  writeTables?: string;
}

const COMMAND = 'npx nx run monitoring:e2e';
/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;
/** Enough messages for the faults, and for each undisturbed minute, at six a second. */
const DAYS_FOR_FAULTS = 60;
const DAYS_PER_MINUTE = 4;

const program = new Command('monitoring:e2e')
  .description('Inject faults into a running Renwatch and check the alarms that a real Prometheus raises.')
  .option('--only <part...>', 'run only the faults whose name contains this; may be repeated')
  .option('--list', 'list the faults')
  .option('--seed <text>', 'seed of the synthetic hospital', 'alarms')
  .option('--undisturbed <time>', 'then watch so long without a fault, such as 30m or 90s', minutes, 1)
  .option('--write-tables <file>', 'write the results into the tables of this Markdown page')
  .action(observe);

/** @throws InvalidArgumentError if it is no time */
function minutes(text: string): number {
  const [, amount, unit] = /^(\d+)(m|s)$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('give a time such as 30m or 90s');
  return Number(amount) / (unit === 's' ? 60 : 1);
}

async function observe({ only, list, seed, undisturbed, writeTables }: Options): Promise<void> {
  const faults = FAULTS.filter(({ name }) => only === undefined || only.some((part) => name.includes(part)));
  if (list) return faults.forEach(({ name }) => print(name));
  if (faults.length === 0) return program.error(`no fault contains "${only?.join('" or "')}"; try --list`);
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-alarms-'));
  for (const [signal, exitCode] of Object.entries(INTERRUPTED))
    process.once(signal, () => {
      print(`${signal}: stopping`);
      rmSync(folder, { recursive: true, force: true });
      process.exit(exitCode);
    });
  const days = DAYS_FOR_FAULTS + Math.ceil(undisturbed * DAYS_PER_MINUTE);
  const run = await AlarmRun.start({ folder, hospital: writeHospital(folder, { days, seed }), say: print });
  try {
    const results = await run.faults(faults);
    // Some panels show only what a fault has raised.
    const whole = faults.length === FAULTS.length;
    const panels = whole ? await run.panels() : { results: [], problems: [] };
    const problems = [
      ...results.flatMap((result) => result.problems.map((problem) => `${result.fault.name}: ${problem}`)),
      ...panels.problems,
      ...(await run.withoutPrometheus()),
      ...(await run.undisturbed(undisturbed)),
    ];
    const panelLines = whole ? ['', ...panelTable(panels.results)] : [];
    for (const line of [...faultTable(results), '', ...consequenceLines(faults), ...panelLines]) print(line);
    for (const problem of problems) print(`PROBLEM ${problem}`);
    if (writeTables !== undefined) {
      const page = readFileSync(writeTables, 'utf8');
      const withFaults = replaceTable(page, { command: COMMAND, table: faultTable(results), whole });
      const table = { command: `${COMMAND} (panels)`, table: panelTable(panels.results), whole };
      writeFileSync(writeTables, whole ? replaceTable(withFaults, table) : withFaults);
      print(`the tables are in ${writeTables}`);
    }
    process.exitCode = problems.length === 0 ? 0 : 1;
  } finally {
    await run.stop();
    if (process.exitCode === 0) rmSync(folder, { recursive: true, force: true });
    else print(`logs: ${folder}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
