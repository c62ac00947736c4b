import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Finding, type Outcome } from './run/finding';
import { fuzzTarget } from './run/fuzz-target';
import { TARGETS } from './targets/targets';

const FINDINGS = join(process.cwd(), '.renwatch', 'fuzz');
const PRINT_EVERY_MS = 30_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
}

function targetNamed(name: string): string {
  const names = TARGETS.map((target) => target.name);
  if (!names.includes(name)) throw new InvalidArgumentError(`The targets are ${names.join(', ')}.`);
  return name;
}

/** Keeps the input in a file, so that it can become a spec. */
function keep({ target, seed, index, fault, input }: Finding): void {
  mkdirSync(FINDINGS, { recursive: true });
  const file = join(FINDINGS, `${target}-${seed}-${index}.bin`);
  writeFileSync(file, input);
  print(
    `${target}: input ${index} of seed ${seed}: ${fault}\n  the input is in ${relative(process.cwd(), file)}`,
  );
}

function line({ target, inputs, bytes, seconds, slowest }: Outcome): string {
  const rate = Math.round(inputs / seconds);
  const slow = `slowest ${slowest.ms.toFixed(0)} ms for ${slowest.bytes} bytes`;
  return `${target.padEnd(16)} ${inputs} inputs, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s, ${rate}/s, ${slow}`;
}

async function run(options: { target?: string[]; inputs: number; seed: number }): Promise<void> {
  const { target: names, inputs, seed } = options;
  let findings = 0;
  const onFinding = (finding: Finding): void => {
    findings += 1;
    keep(finding);
  };
  for (const target of TARGETS.filter(({ name }) => names?.includes(name) ?? true)) {
    let printed = performance.now();
    const onProgress = (outcome: Outcome): void => {
      if (performance.now() - printed < PRINT_EVERY_MS) return;
      printed = performance.now();
      print(line(outcome));
    };
    print(line(await fuzzTarget(target, { seed, inputs, onFinding, onProgress })));
  }
  print(`${findings} findings`);
  process.exitCode = findings === 0 ? 0 : 1;
}

const targets = TARGETS.map(({ name, promise }) => `  ${name.padEnd(16)} ${promise}`).join('\n');

new Command('fuzz')
  .description('Feed damaged input to everything that reads input from outside.')
  .option('--target <name>', 'this target alone; may be given again', (name: string, all: string[] = []) => [
    ...all,
    targetNamed(name),
  ])
  .option('--inputs <number>', 'inputs for each target', wholeNumber, 100_000)
  .option('--seed <number>', 'the same seed gives the same inputs', wholeNumber, 1)
  .addHelpText('after', `\nTargets and what each promises:\n${targets}`)
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
