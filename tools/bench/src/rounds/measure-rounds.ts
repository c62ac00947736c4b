export type ContenderKind = 'renwatch' | 'peer' | 'bound';

export interface Contender {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Does the measured work once. */
  work(): void;
}

/** A contender's rate over all rounds, per CPU-second of this process with all its threads. */
export interface Rate {
  readonly name: string;
  readonly kind: ContenderKind;
  readonly median: number;
  /** The slowest and the fastest round. */
  readonly low: number;
  readonly high: number;
}

export interface RoundOptions {
  rounds: number;
  warmUpRounds: number;
  roundCpuMs: number;
}

const DEFAULT_ROUNDS: RoundOptions = { rounds: 11, warmUpRounds: 2, roundCpuMs: 100 };
/** Between two looks at the clock. */
const TIMES = 50;

/**
 * Measures contenders in turn: each round gives every contender the same CPU time, so a slow minute of the machine slows
 * all of them. CPU time is counted and not time, because other processes may use the machine.
 */
export function measureRounds(contenders: readonly Contender[], options = DEFAULT_ROUNDS): Rate[] {
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < options.warmUpRounds + options.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const rate = ratePerCpuSecond(contender, options.roundCpuMs);
      if (round >= options.warmUpRounds) rates[index]?.push(rate);
    }
  }
  return contenders.map(({ name, kind }, index) => ({ name, kind, ...summary(rates[index] ?? []) }));
}

function ratePerCpuSecond({ work }: Contender, cpuMs: number): number {
  const begun = process.cpuUsage();
  let times = 0;
  for (;;) {
    for (let i = 0; i < TIMES; i += 1) work();
    times += TIMES;
    const { user, system } = process.cpuUsage(begun);
    const usedMs = (user + system) / 1_000;
    if (usedMs >= cpuMs) return times / (usedMs / 1_000);
  }
}

export function summary(values: readonly number[]): Pick<Rate, 'median' | 'low' | 'high'> {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
  return { median, low: sorted[0] ?? NaN, high: sorted.at(-1) ?? NaN };
}
