import { damagedInput } from '../inputs/damage';
import { Random } from '../inputs/random';
import { type Target } from '../targets/target';

export interface Checked {
  readonly bytes: number;
  readonly ms: number;
  /** Undefined if the target kept its promise. */
  readonly fault: string | undefined;
}

/** Above it, the time for half of the input is measured too. */
const SLOW_MS = 200;
/** Twice the input may take this many times as long; 2 is linear, 4 quadratic. */
const MAX_GROWTH = 3.4;
const REPEATS = 3;

export function inputOf(target: Target, seed: number, index: number): { input: Buffer; random: Random } {
  const random = new Random(seed, index);
  return { input: damagedInput(random, target), random };
}

/** Has a target read one input. */
export async function checkInput(target: Target, seed: number, index: number): Promise<Checked> {
  const { input, random } = inputOf(target, seed, index);
  try {
    const ms = await cpuMs(target, input, random);
    return {
      bytes: input.length,
      ms,
      fault: ms > SLOW_MS ? await growthFault(target, input, random) : undefined,
    };
  } catch (error) {
    return { bytes: input.length, ms: 0, fault: describe(error) };
  }
}

async function cpuMs(target: Target, input: Buffer, random: Random): Promise<number> {
  const before = process.cpuUsage();
  const pending = target.check(input, random);
  if (pending) await pending;
  return process.cpuUsage(before).user / 1_000;
}

/** Takes the least of several times, because other work and the collection of garbage only add to it. */
async function growthFault(target: Target, input: Buffer, random: Random): Promise<string | undefined> {
  const leastMs = async (bytes: Buffer): Promise<number> => {
    let least = Infinity;
    for (let left = REPEATS; left > 0; left -= 1) least = Math.min(least, await cpuMs(target, bytes, random));
    return least;
  };
  const [wholeMs, halfMs] = [await leastMs(input), await leastMs(input.subarray(0, input.length / 2))];
  if (wholeMs < MAX_GROWTH * halfMs || wholeMs < SLOW_MS) return undefined;
  return `${wholeMs.toFixed(0)} ms for ${input.length} bytes, but ${halfMs.toFixed(0)} ms for half of them`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place =
    error.stack
      ?.split('\n')
      .find((line) => line.includes('.js:'))
      ?.trim() ?? '';
  return `${error.name}: ${error.message} ${place}`;
}
