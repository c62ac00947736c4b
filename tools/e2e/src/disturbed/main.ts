import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { replaceTable } from '../markdown-table';
import { resultLines, resultsTable, sumLine, type ScenarioResult } from './disturbance-report';
import { type Scenario } from './scenario/scenario';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { Workbench } from './workbench';

interface Options {
  only?: string[];
  list?: true;
  writeTable?: string;
}

/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;
const COMMAND = 'npm run test:disturbed';

const program = new Command('disturbed')
  .description('Run the whole of Renwatch through disturbances and compare it with an undisturbed run.')
  .option('--only <part...>', 'run only the disturbances whose name contains this; may be repeated')
  .option('--list', 'list the disturbances')
  .option('--write-table <file>', 'write the results into the table of this Markdown page')
  .action(disturb);

async function disturb({ only, list, writeTable }: Options): Promise<void> {
  const wanted = ALL_SCENARIOS.filter(
    ({ name }) => only === undefined || only.some((part) => name.includes(part)),
  );
  if (list) return wanted.forEach(({ name }) => print(name));
  if (wanted.length === 0)
    return program.error(`no disturbance contains "${only?.join('" or "')}"; try --list`);
  const startedAtMs = performance.now();
  const results = await runAll(wanted);
  for (const line of resultsTable(results)) print(line);
  print(sumLine(results, performance.now() - startedAtMs));
  if (writeTable !== undefined) {
    const table = resultsTable(results);
    const whole = wanted.length === ALL_SCENARIOS.length;
    const page = replaceTable(readFileSync(writeTable, 'utf8'), { command: COMMAND, table, whole });
    writeFileSync(writeTable, page);
    print(`the table is in ${writeTable}`);
  }
  process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

async function runAll(wanted: readonly Scenario[]): Promise<ScenarioResult[]> {
  const workbench = new Workbench({ say: print });
  for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
    process.once(signal, () => {
      print(`${signal}: stopping`);
      workbench.removeFolder();
      process.exit(exitCode);
    });
  }
  const results: ScenarioResult[] = [];
  try {
    print(`undisturbed, then ${wanted.length} disturbances`);
    results.push(await workbench.undisturbed());
    for (const [index, scenario] of wanted.entries()) {
      print(`${index + 1} of ${wanted.length}: ${scenario.name}`);
      const result = await workbench.run(scenario);
      results.push(result);
      for (const line of resultLines(result)) print(`  ${line}`);
    }
  } finally {
    await workbench.close();
  }
  return results;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
