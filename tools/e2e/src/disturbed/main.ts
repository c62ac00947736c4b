import { parseArgs } from 'node:util';
import { resultLines } from './report/result-lines';
import { resultsTable } from './report/results-table';
import { type ScenarioResult } from './report/scenario-result';
import { sumLine } from './report/sum-line';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { Workbench } from './workbench';

/** As a shell tells that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;
const USAGE = 'npx nx run e2e:disturbed [-- --only=<part of a name>] [--list]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, list: { type: 'boolean' } },
  });
  const wanted = ALL_SCENARIOS.filter(
    ({ name }) => values.only === undefined || values.only.some((part) => name.includes(part)),
  );
  if (values.list || wanted.length === 0) {
    for (const { name } of ALL_SCENARIOS) print(name);
    print(USAGE);
    process.exitCode = values.list ? 0 : 1;
    return;
  }
  const startedAtMs = performance.now();
  const workbench = new Workbench({ say: print });
  for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
    process.once(signal, () => {
      print(`${signal}: ends here`);
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
  for (const line of resultsTable(results)) print(line);
  print(sumLine(results, performance.now() - startedAtMs));
  process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
