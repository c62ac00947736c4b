import { Command, InvalidArgumentError } from 'commander';
import { resultLines } from '../disturbed/disturbance-report';
import { Workbench } from '../disturbed/workbench';
import { markdownTable } from '../markdown-table';
import { tortureScenario } from './torture.scenario';

/** Some 1,500 messages a minute and a few pages, so that two replicas of each keep up with them after each fault. */
const SIZE_PER_MINUTE = { beds: 300, days: 20 };

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function torture({ minutes, seed }: { minutes: number; seed: number }): Promise<void> {
  const days = SIZE_PER_MINUTE.days * minutes;
  const workbench = new Workbench({
    say: print,
    size: { ...SIZE_PER_MINUTE, days, seed: `torture ${seed}` },
  });
  process.once('SIGINT', () => {
    workbench.removeFolder();
    process.exit(130);
  });
  const strikes = new Map<string, number>();
  try {
    print(`undisturbed, then ${minutes} min of faults at random, seed ${seed}`);
    await workbench.undisturbed();
    const { messageCount } = workbench;
    const scenario = tortureScenario({
      ...{ seed, minutes, messageCount },
      onFault: ({ name }, atMs) => {
        strikes.set(name, (strikes.get(name) ?? 0) + 1);
        print(`  [${(atMs / 1_000).toFixed(1)} s] ${name}`);
      },
    });
    const result = await workbench.run(scenario);
    const rows = [...strikes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, times]) => [name, String(times)]);
    for (const line of markdownTable(['fault', 'times'], rows)) print(line);
    for (const line of resultLines(result)) print(line);
    const total = [...strikes.values()].reduce((sum, times) => sum + times, 0);
    print(`${total} faults of ${strikes.size} kinds, ${messageCount} messages, seed ${seed}`);
    process.exitCode = result.faults.length === 0 ? 0 : 1;
  } finally {
    await workbench.close();
  }
}

new Command('torture')
  .description('Strike the whole of Renwatch with faults at random, and compare it with an undisturbed run.')
  .option('--minutes <number>', 'how long faults strike', wholeNumber, 2)
  .option('--seed <number>', 'the same seed strikes with the same faults in the same order', wholeNumber, 1)
  .action(torture)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
