import { SeededRandom } from '@renwatch/cohort';
import { type Fault, type Part, type Target } from './faults/fault';
import { type PlannedFault } from './plan/fault-plan';

/** A fault that has struck. */
export interface Struck {
  readonly fault: Fault;
  /** Ms since 1970. */
  readonly fromMs: number;
  toMs: number;
}

export interface StrikeOptions {
  readonly seed: number;
  readonly plan: readonly PlannedFault[];
  /** No fault begins later. */
  readonly forMs: number;
  /** Called when a fault begins. */
  readonly onFault: (name: string, atMs: number) => void;
}

/**
 * Strikes with the faults of a plan, in its order. A fault whose part still suffers from the one before is late, and with
 * it all that follow, so the order is always the plan's; the last ones may come too late to strike.
 * @throws Error if a fault could not be made or undone
 */
export async function strikeAll(
  target: Target,
  { seed, plan, forMs, onFault }: StrikeOptions,
): Promise<Struck[]> {
  const begunMs = performance.now();
  const elapsedMs = (): number => performance.now() - begunMs;
  const busy = new Map<Part, Promise<void>>();
  const all: Struck[] = [];
  let failure: Error | undefined;
  let lateMs = 0;
  for (const { number, fault, atMs, lastsMs } of plan) {
    await target.run.lastFor(Math.max(0, atMs + lateMs - elapsedMs()));
    await busy.get(fault.part);
    lateMs = Math.max(lateMs, elapsedMs() - atMs);
    if (failure || elapsedMs() > forMs) break;
    onFault(fault.name, elapsedMs());
    const struck: Struck = { fault, fromMs: Date.now(), toMs: Infinity };
    all.push(struck);
    const random = new SeededRandom(`torture ${seed} ${number}`);
    const over = fault
      .strike({ ...target, random, lastsMs })
      .catch((error: unknown) => {
        failure ??= new Error(`${fault.name}: ${(error as Error).message}`, { cause: error });
      })
      .finally(() => (struck.toMs = Date.now()));
    busy.set(fault.part, over);
  }
  await Promise.all(busy.values());
  if (failure) throw failure;
  return all;
}
