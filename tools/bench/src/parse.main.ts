import { parseMessage } from '@renwatch/hl7';
import { growthExponent, type Timed } from './parse/growth';
import { messageOf, SHAPES } from './parse/shapes';

const MIB = 1024 * 1024;
const SIZES = [1, 2, 4, 8, 16].map((mib) => mib * MIB);
const ROUNDS = 5;
/** Between linear and quadratic; a machine's noise adds a few tenths to the one. */
const MAX_GROWTH = 1.5;

/** What no parser can do without: the bytes as text, cut at the ends of segments and fields. */
const bound = (bytes: Buffer): number =>
  bytes
    .toString('latin1')
    .split('\r')
    .reduce((fields, segment) => fields + segment.split('|').length, 0);

/** Reads the message and every value of it that an observation is taken from. */
const parse = (bytes: Buffer): number => parseMessage(bytes).get('OBX-5').length;

interface Measured {
  bestMs: number;
  /** The worst round over the best: the machine's noise. */
  noise: number;
}

/** The best of some rounds, in milliseconds of processor time: what others do on the machine counts little. */
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
    `parsing 1 to 16 MiB, processor time, best of ${ROUNDS}; bound: bytes to text, split at segments and fields`,
  );
  print('growth 1.0: linear in the size; 2.0: quadratic');
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
  print(`noise: the worst of ${ROUNDS} rounds took ${median.toFixed(2)} × the best (median)`);
  if (steep.length === 0) return;
  print(`FAIL: steeper than ${MAX_GROWTH}: ${steep.join(', ')}`);
  process.exitCode = 1;
}

main();
