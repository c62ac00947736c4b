import { SeededRandom } from '@renwatch/cohort';
import { type Fault } from '../faults/fault';

/** A fault, and when it strikes. */
export interface PlannedFault {
  /** Its place in the whole plan; with the seed it decides whatever else is left to chance. */
  readonly number: number;
  readonly fault: Fault;
  /** Counted from the start of the stream. */
  readonly atMs: number;
  readonly lastsMs: number;
}

export interface PlanOptions {
  readonly seed: number;
  /** No fault begins later. */
  readonly forMs: number;
  readonly faults: readonly Fault[];
}

const LONGEST_CALM_MS = 1_600;
/** The time in which a part recovers, before the next fault of that part. */
const RECOVERY_MS = 500;

/**
 * Plans faults at random: which strike, when and for how long depends on the seed alone. Faults of several parts overlap;
 * those of one part follow one another. The kinds that have struck least come first, so that each has its turn.
 */
export function planFaults({ seed, forMs, faults }: PlanOptions): PlannedFault[] {
  const random = new SeededRandom(`torture ${seed}`);
  const plan: PlannedFault[] = [];
  const strikes = new Map<string, number>();
  const freeAtMs = new Map<string, number>();
  for (;;) {
    const atMs = Math.round((plan.at(-1)?.atMs ?? 0) + random.between(0, LONGEST_CALM_MS));
    if (atMs >= forMs) return plan;
    const fault = rarest(random, faults, {
      strikes,
      isFree: ({ part }) => (freeAtMs.get(part) ?? 0) <= atMs,
    });
    const startsAtMs = Math.max(atMs, freeAtMs.get(fault.part) ?? 0);
    if (startsAtMs >= forMs) return plan;
    const lastsMs = Math.round(random.between(...fault.lasts));
    plan.push({ number: plan.length, fault, atMs: startsAtMs, lastsMs });
    strikes.set(fault.name, (strikes.get(fault.name) ?? 0) + 1);
    freeAtMs.set(fault.part, startsAtMs + lastsMs + RECOVERY_MS);
  }
}

/** One of the faults that have struck least, of those whose part is free; of all if none is. */
function rarest(
  random: SeededRandom,
  faults: readonly Fault[],
  { strikes, isFree }: { strikes: ReadonlyMap<string, number>; isFree: (fault: Fault) => boolean },
): Fault {
  const free = faults.filter(isFree);
  const candidates = free.length > 0 ? free : faults;
  const least = Math.min(...candidates.map(({ name }) => strikes.get(name) ?? 0));
  const rare = candidates.filter(({ name }) => (strikes.get(name) ?? 0) === least);
  return rare[random.index(rare.length)] as Fault;
}
