import { type ServerResponse } from 'node:http';
import { type SeededRandom } from '@renwatch/cohort';
import { type DialInFeed } from '../disturbed/feed/dial-in.feed';
import { type ScenarioRun } from '../disturbed/scenario/scenario-run';
import { SERVICE_NAMES } from '../disturbed/services/service-name';
import { type ServiceReplica } from '../disturbed/services/service-replica';
import { type PageEndpoint } from '../disturbed/surroundings/page-endpoint';

/** The parts that a fault may strike. */
export interface Target {
  readonly run: ScenarioRun;
  readonly feed: DialInFeed;
  readonly random: SeededRandom;
  /** Notes how a process will end: any other end is a fault of the service. */
  readonly expectEnd: (replica: ServiceReplica, end: RegExp) => void;
}

/** A fault that strikes the system and is over when its promise resolves. */
export interface Fault {
  readonly name: string;
  /** The part it holds while it lasts: two faults of one part would undo each other. */
  readonly part: 'replica' | 'broker' | 'database' | 'endpoint' | 'feed';
  strike(target: Target): Promise<void>;
}

const between = (random: SeededRandom, fromMs: number, toMs: number): number =>
  Math.round(random.between(fromMs, toMs));

export function pick<T>(random: SeededRandom, items: readonly T[]): T {
  return items[random.index(items.length)] as T;
}

function anyReplica({ run, random }: Target): ServiceReplica {
  return pick(random, run.replicasOf(pick(random, SERVICE_NAMES)));
}

/** Waits until it runs, so that the next fault does not strike a process that starts. */
const untilReady = (run: ScenarioRun, replica: ServiceReplica): Promise<void> =>
  run.until(`readiness of ${replica.name}`, () => replica.isReady());

async function awayFor(
  { run, random }: Target,
  [fromMs, toMs]: readonly [number, number],
  part: { take: () => Promise<void> | void; giveBack: () => Promise<void> | void },
): Promise<void> {
  await part.take();
  await run.lastFor(between(random, fromMs, toMs));
  await part.giveBack();
}

const well: PageEndpoint['answer'] = (response) => void response.end();

/** Answers each page this way for some seconds. */
const answers = (name: string, answer: PageEndpoint['answer']): Fault => ({
  name: `page endpoint ${name}`,
  part: 'endpoint',
  strike: (target) =>
    awayFor(target, [2_000, 12_000], {
      take: () => void (target.run.endpoint.answer = answer),
      giveBack: () => void (target.run.endpoint.answer = well),
    }),
});

const LATE_MS = 3_000;

/** The page is taken, but nobody hears of it. */
const loseAnswer = (response: ServerResponse): void => {
  response.socket?.write('HTTP/1.1 20', () => response.socket?.destroy());
};

export const FAULTS: readonly Fault[] = [
  {
    name: 'kill -9 of a replica',
    part: 'replica',
    strike: async (target) => {
      const replica = anyReplica(target);
      target.expectEnd(replica, /^SIGKILL$/);
      const ends = replica.ends.length;
      replica.signal('SIGKILL');
      await target.run.until(`the end of ${replica.name}`, () => replica.ends.length > ends);
    },
  },
  {
    name: 'SIGTERM to a replica, which starts again',
    part: 'replica',
    strike: async (target) => {
      const replica = anyReplica(target);
      await untilReady(target.run, replica);
      // Not always 0: the broker or the database may be away just then.
      target.expectEnd(replica, /^exit code [01]$/);
      const ends = replica.ends.length;
      replica.signal('SIGTERM');
      await target.run.until(`the end of ${replica.name}`, () => replica.ends.length > ends);
    },
  },
  {
    name: 'freeze of a replica',
    part: 'replica',
    strike: (target) => {
      const replica = anyReplica(target);
      return awayFor(target, [1_000, 15_000], {
        take: () => replica.signal('SIGSTOP'),
        giveBack: () => replica.signal('SIGCONT'),
      });
    },
  },
  {
    name: 'SIGHUP to a replica',
    part: 'replica',
    strike: async (target) => {
      const replica = anyReplica(target);
      await untilReady(target.run, replica);
      replica.signal('SIGHUP');
    },
  },
  {
    name: 'broker killed',
    part: 'broker',
    strike: (target) =>
      awayFor(target, [500, 10_000], {
        take: () => target.run.broker.kill(),
        giveBack: () => target.run.broker.start(),
      }),
  },
  {
    name: 'broker frozen',
    part: 'broker',
    strike: (target) =>
      awayFor(target, [500, 12_000], {
        take: () => target.run.broker.freeze(),
        giveBack: () => target.run.broker.thaw(),
      }),
  },
  {
    name: 'database killed',
    part: 'database',
    strike: (target) =>
      awayFor(target, [500, 10_000], {
        take: () => target.run.databaseServer.kill(),
        giveBack: () => target.run.databaseServer.start(),
      }),
  },
  {
    name: 'sessions of the database ended',
    part: 'database',
    strike: async ({ run }) => {
      const others = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      await run.db.query(`SELECT pg_terminate_backend(pid) ${others}`);
    },
  },
  {
    name: 'tables of the database locked',
    part: 'database',
    strike: async ({ run, random }) => {
      const seconds = between(random, 500, 4_000) / 1_000;
      await run.db.query(
        `DO $$ BEGIN LOCK TABLE results, alerts, progress IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(${seconds}); END $$`,
      );
    },
  },
  {
    name: 'page endpoint refuses connections',
    part: 'endpoint',
    strike: (target) =>
      awayFor(target, [1_000, 15_000], {
        take: () => target.run.endpoint.close(),
        giveBack: () => target.run.endpoint.listen(),
      }),
  },
  answers('answers 500', (response) => void response.writeHead(500).end()),
  answers('answers 429', (response) => void response.writeHead(429).end()),
  answers('does not answer', () => undefined),
  answers('takes a page, but its answer is lost', loseAnswer),
  answers('answers late', (response) => void setTimeout(() => response.end(), LATE_MS)),
  {
    name: 'connections of the feed cut',
    part: 'feed',
    strike: ({ feed }) => Promise.resolve(feed.cut()),
  },
];
