import { type SeededRandom } from '@renwatch/cohort';
import { type DialInFeed, type ScenarioRun, type ServiceReplica } from '@renwatch/e2e';
import { type Peers } from '../peers/peers';
import { type Links } from '../surroundings/links';
import { type DatabaseSwitches } from '../surroundings/database-switches';

const GASP_MS = 150;

/** The parts that a fault may strike. */
export interface Target {
  readonly run: ScenarioRun;
  readonly feed: DialInFeed;
  readonly links: Links;
  readonly switches: DatabaseSwitches;
  readonly peers: Peers;
  /** Notes how a process will end; any other end is a fault of the service. */
  readonly expectEnd: (replica: ServiceReplica, end: RegExp) => void;
}

/** A strike of a fault; equal numbers make equal strikes. */
export interface Strike extends Target {
  readonly random: SeededRandom;
  /** How long the fault lasts. */
  readonly lastsMs: number;
}

/** The part that a fault holds while it lasts: two faults of one part would undo each other. */
export type Part =
  | 'gateway'
  | 'inference'
  | 'pager'
  | 'broker'
  | 'broker link'
  | 'database'
  | 'database link'
  | 'endpoint'
  | 'endpoint link'
  | 'feed link'
  | 'peer';

/** A fault that strikes the system and is over when its promise resolves. */
export interface Fault {
  readonly name: string;
  readonly part: Part;
  /** How long it lasts, in ms: at least and at most. */
  readonly lasts: readonly [number, number];
  /** True if the answer to a page may be lost, or not recorded, because of it: the page may come again. */
  readonly losesAnswers?: true;
  strike(strike: Strike): Promise<void>;
}

/** Takes a part away for as long as the fault lasts. */
export async function awayFor(
  { run, lastsMs }: Strike,
  part: { take: () => Promise<void> | void; giveBack: () => Promise<void> | void },
): Promise<void> {
  await part.take();
  try {
    await run.lastFor(lastsMs);
  } finally {
    await part.giveBack();
  }
}

/** Stops a process again and again, so that it does a little of everything, late. */
export async function stutter(
  { run, lastsMs }: Strike,
  part: { freeze: () => void; thaw: () => void },
): Promise<void> {
  const endMs = performance.now() + lastsMs;
  while (performance.now() < endMs) {
    part.freeze();
    await run.lastFor(3 * GASP_MS);
    part.thaw();
    await run.lastFor(GASP_MS);
  }
}

interface LostName extends Pick<Fault, 'part' | 'lasts'> {
  readonly host: 'database' | 'endpoint';
  /** Names the host in the fault's name. */
  readonly title: string;
}

/** A host name that stops resolving. Open connections are cut too, because they need no name. */
export function unresolvable({ host, title, ...fault }: LostName): Fault {
  return {
    ...fault,
    name: `name of the ${title} does not resolve`,
    losesAnswers: true,
    strike: (strike) => {
      const { names } = strike.run;
      return awayFor(strike, {
        take: () => {
          names.remove(names[host]);
          strike.links[host].cut();
        },
        giveBack: () => names.restore(names[host]),
      });
    },
  };
}

export function pick<T>(random: SeededRandom, items: readonly T[]): T {
  return items[random.index(items.length)] as T;
}
