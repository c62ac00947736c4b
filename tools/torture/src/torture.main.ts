import { Command, InvalidArgumentError, Option } from 'commander';
import { ALL_FAULTS } from './faults/all-faults';
import { planFaults, type PlannedFault } from './plan/fault-plan';
import { shortestHistory } from './plan/shortest-history';
import { summaryLine, tortureTable } from './report/torture-table';
import { writeTable } from './report/write-table';
import { TortureBench, type TortureRun } from './torture-bench';

interface Options {
  minutes: number;
  seed: number;
  tries: number;
  only?: string[];
  writeTable?: string;
}

const COMMAND = 'npx nx run torture:run';
const MINUTE_MS = 60_000;
/** Some 450 messages and a dozen pages a minute, so that two replicas of each keep up with them after each fault. */
const SIZE_PER_MINUTE = { beds: 150, days: 20 };
const SETTLE_MS = 180_000;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('Give a whole number.');
  return number;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function torture({ minutes, seed, tries, only, writeTable: file }: Options): Promise<void> {
  const forMs = Math.max(1, minutes) * MINUTE_MS;
  const faults = ALL_FAULTS.filter(({ name }) => !only || only.some((part) => name.includes(part)));
  const plan = planFaults({ seed, forMs, faults });
  const size = {
    ...SIZE_PER_MINUTE,
    days: SIZE_PER_MINUTE.days * Math.max(1, minutes),
    seed: `torture ${seed}`,
  };
  print(`undisturbed, then ${plan.length} faults in ${minutes} min, seed ${seed}`);
  const bench = await TortureBench.open({ say: print, size });
  const run = (history: readonly PlannedFault[]): Promise<TortureRun> =>
    bench.run({
      ...{ seed, plan: history, forMs, settleMs: SETTLE_MS },
      onFault: (name, atMs) => print(`  [${(atMs / 1_000).toFixed(1)} s] ${name}`),
    });
  try {
    const whole = await run(plan);
    if (whole.report) {
      const table = tortureTable(whole.report);
      for (const line of table) print(line);
      print(summaryLine({ ...whole.report, seed, messageCount: bench.messageCount }));
      if (file !== undefined && whole.faults.length === 0)
        writeTable(file, { command: COMMAND, table, whole: true });
    }
    if (whole.faults.length === 0) return;
    process.exitCode = 1;
    print(`FAILED, seed ${seed}:`);
    for (const fault of whole.faults) print(fault);
    print(`logs: ${whole.result.folder}`);
    const fails = async (history: readonly PlannedFault[]) => (await run(history)).faults.length > 0;
    const history = await shortestHistory(plan, { fails, maxTries: tries });
    print(`the shortest history found that fails, of seed ${seed}:`);
    for (const { number, fault, atMs, lastsMs } of history)
      print(
        `  #${number} at ${(atMs / 1_000).toFixed(1)} s for ${(lastsMs / 1_000).toFixed(1)} s: ${fault.name}`,
      );
  } finally {
    await bench.close();
  }
}

new Command('torture')
  .description('Strike the whole of Renwatch with faults at random, and check what it leaves.')
  .option('--minutes <number>', 'how long faults strike', wholeNumber, 2)
  .option('--seed <number>', 'the same seed strikes with the same faults in the same order', wholeNumber, 1)
  .option('--tries <number>', 'how often a failed run is repeated with fewer faults', wholeNumber, 6)
  .option('--only <part...>', 'only faults whose name contains this; may be repeated')
  .addOption(
    // The sums of a part would stand below the rows of another run.
    new Option('--write-table <file>', 'write the table into this Markdown page, if all is well').conflicts(
      'only',
    ),
  )
  .action(torture)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
