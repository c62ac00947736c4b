import { markdownTable } from '@renwatch/e2e';
import { Command } from 'commander';
import { faultNamed } from './faults/all-faults';
import { planFaults } from './plan/fault-plan';
import { NO_BUG, PLANTED_BUGS, type PlantedBug } from './planted/planted-bugs';
import { writeTable } from './report/write-table';
import { TortureBench, type TortureRun } from './torture-bench';

/** Enough for a dozen pages and some faults. */
const SIZE = { beds: 100, days: 20, seed: 'planted' };
const FOR_MS = 30_000;
/** Short, because work that a bug left undone is never done. */
const SETTLE_MS = 45_000;
const SEED = 1;
const COMMAND = 'npx nx run torture:planted';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function planted({ only, writeTable: file }: { only?: string[]; writeTable?: string }): Promise<void> {
  const cases = [NO_BUG, ...PLANTED_BUGS].filter(
    ({ name }) => !only || only.some((part) => name.includes(part)),
  );
  const bench = await TortureBench.open({ say: print, size: SIZE });
  const rows: string[][] = [];
  try {
    for (const bug of cases) {
      print(`bug: ${bug.name}`);
      const run = await strikeWith(bench, bug);
      for (const fault of run.faults) print(`  ${fault}`);
      const { found, isRight } = verdict(bug, run);
      if (!isRight) process.exitCode = 1;
      rows.push([bug.name, String(run.report?.struck.length ?? 0), found, isRight ? 'yes' : 'NO']);
    }
  } finally {
    await bench.close();
    if (!process.exitCode) bench.removeLogs();
  }
  const table = markdownTable(['bug', 'faults', 'the checker finds', 'as it must'], rows);
  for (const line of table) print(line);
  if (file !== undefined) writeTable(file, { command: COMMAND, table, whole: only === undefined });
}

function strikeWith(
  bench: TortureBench,
  { faults: kinds, preload, freeze }: PlantedBug,
): Promise<TortureRun> {
  const plan = planFaults({ seed: SEED, forMs: FOR_MS, faults: kinds.map(faultNamed) });
  return bench.run({
    ...{ seed: SEED, plan, forMs: FOR_MS, settleMs: SETTLE_MS, preload },
    ...(freeze ? { freeze } : {}),
    onFault: (name, atMs) => print(`  [${(atMs / 1_000).toFixed(1)} s] ${name}`),
  });
}

function verdict(
  { breaks }: PlantedBug,
  { report, faults }: TortureRun,
): { found: string; isRight: boolean } {
  const broken = (report?.breaches ?? []).map(({ rule }) => rule);
  const isRight = breaks.length === 0 ? faults.length === 0 : broken.some((rule) => breaks.includes(rule));
  const otherwise = faults.length === 0 ? 'nothing' : 'nothing, but the run failed';
  return { found: broken.join(', ') || otherwise, isRight };
}

new Command('planted')
  .description('Plant each of five bugs in a service, strike it, and see that the checker finds it.')
  .option('--only <part...>', 'only bugs whose name contains this; may be repeated')
  .option('--write-table <file>', 'write the table into this Markdown page')
  .action(planted)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
