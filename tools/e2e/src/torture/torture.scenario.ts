import { SeededRandom } from '@renwatch/cohort';
import { DialInFeed } from '../disturbed/feed/dial-in.feed';
import { type Scenario } from '../disturbed/scenario/scenario';
import { type ScenarioRun } from '../disturbed/scenario/scenario-run';
import { type ServiceReplica } from '../disturbed/services/service-replica';
import { type Fault, FAULTS, pick } from './faults';

export interface TortureOptions {
  readonly seed: number;
  readonly minutes: number;
  /** The stream is paced so that it lasts as long as the faults. */
  readonly messageCount: number;
  /** Called when a fault begins. */
  readonly onFault: (fault: Fault, atMs: number) => void;
}

const LONGEST_CALM_MS = 2_500;
/** The stream may end later than the faults, and what came last has to be sent again. */
const SPARE_MS = 300_000;
const MINUTE_MS = 60_000;

/** Strikes two replicas of each service, broker, database, page endpoint and feed at random, several at the same time. */
export function tortureScenario({ seed, minutes, messageCount, onFault }: TortureOptions): Scenario {
  const lastsMs = minutes * MINUTE_MS;
  const expected = new Map<ServiceReplica, RegExp[]>();
  let feed: DialInFeed | undefined;
  return {
    name: `torture of ${minutes} min, seed ${seed}`,
    replicas: { gateway: 2, inference: 2, pager: 2 },
    checksEnds: true,
    feedLimitMs: lastsMs + SPARE_MS,
    feed: (source) =>
      (feed = new DialInFeed({ source, messagesPerSecond: (messageCount / lastsMs) * 1_000 })),
    disturb: async (run) => {
      if (!feed) throw new Error('the feed was not made');
      const expectEnd = (replica: ServiceReplica, end: RegExp): void =>
        void expected.set(replica, [...(expected.get(replica) ?? []), end]);
      await strike({ run, feed, expectEnd }, { seed, lastsMs, onFault });
      await run.untilReady();
    },
    check: (run) => endedAsExpected(run, expected),
  };
}

type Target = Parameters<Fault['strike']>[0];

/**
 * Faults of one part follow one another, because each undoes itself; those of several parts strike together. Faults, and the
 * calm before each, depend on the seed alone: each draws from numbers of its own, however long another lasts.
 */
async function strike(
  target: Omit<Target, 'random'>,
  { seed, lastsMs, onFault }: { seed: number; lastsMs: number; onFault: TortureOptions['onFault'] },
): Promise<void> {
  const begunMs = performance.now();
  const elapsedMs = (): number => performance.now() - begunMs;
  const struck = new Map<Fault['part'], Promise<void>>();
  let failure: Error | undefined;
  for (let index = 0; elapsedMs() < lastsMs && !failure; index += 1) {
    const random = new SeededRandom(`torture ${seed} ${index}`);
    const fault = pick(random, FAULTS);
    await target.run.lastFor(random.between(0, LONGEST_CALM_MS));
    await struck.get(fault.part);
    onFault(fault, elapsedMs());
    const lasts = fault.strike({ ...target, random }).catch((error: unknown) => {
      failure ??= new Error(`${fault.name}: ${(error as Error).message}`, { cause: error });
    });
    struck.set(fault.part, lasts);
  }
  await Promise.all(struck.values());
  if (failure) throw failure;
}

/** @throws Error if a process ended otherwise than by a fault */
function endedAsExpected(run: ScenarioRun, expected: ReadonlyMap<ServiceReplica, readonly RegExp[]>): void {
  for (const replica of run.allReplicas) {
    const patterns = expected.get(replica) ?? [];
    const { ends, name } = replica;
    if (ends.length === patterns.length && ends.every((end, at) => patterns[at]?.test(end))) continue;
    throw new Error(
      `a ${name} ended with ${ends.join(', ') || 'nothing'}, not ${patterns.join(', ') || 'nothing'}`,
    );
  }
}
