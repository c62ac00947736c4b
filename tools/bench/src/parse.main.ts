import { parseMessage } from '@renwatch/hl7';
import { Command } from 'commander';
import { growthExponent, type Timed } from './parse/growth';
import { messageOf, SHAPES } from './parse/shapes';

const MIB = 1024 * 1024;
const SIZES = [1, 2, 4, 8, 16].map((mib) => mib * MIB);
const ROUNDS = 5;
/** Between linear (1) and quadratic (2); noise adds a few tenths to a linear growth. */
const MAX_GROWTH = 1.5;

/** The least work of any parser: decode the bytes, and split them at segments and fields. */
const bound = (bytes: Buffer): number =>
  bytes
    .toString('latin1')
    .split('\r')
    .reduce((fields, segment) => fields + segment.split('|').length, 0);

/** Parses the message and reads a value of each observation. */
const parse = (bytes: Buffer): number => parseMessage(bytes).get('OBX-5').length;

interface Measured {
  bestMs: number;
  /** The slowest round divided by the fastest: the noise of the machine. */
  noise: number;
}

/** The fastest of some rounds, in processor time, which other processes affect little. */
function measure(work: () => unknown): Measured {
  const rounds = Array.from({ length: ROUNDS }, () => {
    globalThis.gc?.();
    const begun = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  const bestMs = Math.min(...rounds);
  return { bestMs, noise: Math.max(...rounds) / bestMs };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): void {
  print(
    `parsing 1 to 16 MiB: processor time, best of ${ROUNDS} rounds; bound: decode and split at segments and fields`,
  );
  print('growth: 1.0 is linear in the size, 2.0 quadratic');
  const noises: number[] = [];
  const steep: string[] = [];
  for (const shape of SHAPES) {
    const runs: Timed[] = [];
    let last = '';
    for (const size of SIZES) {
      const bytes = messageOf(shape, size);
      const ours = measure(() => parse(bytes));
      const least = measure(() => bound(bytes));
      noises.push(ours.noise);
      runs.push({ bytes: bytes.length, ms: ours.bestMs });
      last = `16 MiB in ${ours.bestMs.toFixed(0)} ms, ${(ours.bestMs / least.bestMs).toFixed(1)} × the bound`;
    }
    const growth = growthExponent(runs);
    print(`${shape.name.padEnd(30)} growth ${growth.toFixed(2)}   ${last}`);
    if (growth > MAX_GROWTH) steep.push(shape.name);
  }
  const median = noises.sort((a, b) => a - b)[Math.floor(noises.length / 2)] ?? 1;
  print(`noise: the slowest of ${ROUNDS} rounds took ${median.toFixed(2)} × the fastest (median)`);
  if (steep.length === 0) return;
  print(`FAIL: growth above ${MAX_GROWTH}: ${steep.join(', ')}`);
  process.exitCode = 1;
}

new Command('bench:parse')
  .description(
    'Measure how long parsing takes for messages of 1 to 16 MiB, and how the time grows with the size.',
  )
  .action(main)
  .parse();
