import { SERVICE_NAMES, type ScenarioRun, type ServiceName, type ServiceReplica } from '@renwatch/e2e';
import { awayFor, type Fault, pick, type Strike } from './fault';

/** A pager that dies, or sleeps, between a page and its record leaves the page to the other. */
const losesAnswers = (service: ServiceName) => (service === 'pager' ? { losesAnswers: true as const } : {});

/** The time that a process takes to end and to be started again; the plan leaves it free. */
const RESTART: readonly [number, number] = [2_500, 4_000];
/** Up to nearly the session time-out of a group, 10 s, and beyond it: the other replica takes over. */
const FREEZE: readonly [number, number] = [500, 9_000];
const LONG_FREEZE: readonly [number, number] = [11_000, 14_000];

const replicaOf = ({ run, random }: Strike, service: ServiceName): ServiceReplica =>
  pick(random, run.replicasOf(service));

async function endBy(
  { run, expectEnd }: Strike,
  replica: ServiceReplica,
  { signal, end }: { signal: NodeJS.Signals; end: RegExp },
): Promise<void> {
  expectEnd(replica, end);
  const ends = replica.ends.length;
  replica.signal(signal);
  await run.until(`the end of ${replica.name}`, () => replica.ends.length > ends);
  // A signal to a process that is not there yet would be lost.
  await run.until(`the start of ${replica.name}`, () => replica.isRunning);
}

/** Waits until it runs, so that no strike meets a process that starts and cannot take signals yet. */
const untilReady = (run: ScenarioRun, replica: ServiceReplica): Promise<void> =>
  run.until(`readiness of ${replica.name}`, () => replica.isReady());

const KILLED = { signal: 'SIGKILL', end: /^SIGKILL$/ } as const;
/** Not always 0: the broker or the database may be away just then. */
const STOPPED = { signal: 'SIGTERM', end: /^exit code [01]$/ } as const;

const a = (service: ServiceName): string => (service === 'inference' ? `an ${service}` : `a ${service}`);

const freeze = (name: string, service: ServiceName, lasts: Fault['lasts']): Fault => ({
  name: `${name} of ${a(service)}`,
  part: service,
  lasts,
  ...losesAnswers(service),
  strike: (strike) => {
    const replica = replicaOf(strike, service);
    return awayFor(strike, {
      take: () => replica.signal('SIGSTOP'),
      giveBack: () => replica.signal('SIGCONT'),
    });
  },
});

const faultsOf = (service: ServiceName): readonly Fault[] => [
  {
    name: `kill -9 of ${a(service)}`,
    part: service,
    lasts: RESTART,
    ...losesAnswers(service),
    strike: (strike) => endBy(strike, replicaOf(strike, service), KILLED),
  },
  {
    name: `kill -9 of both ${service}s`,
    part: service,
    lasts: RESTART,
    ...losesAnswers(service),
    strike: async (strike) => {
      await Promise.all(strike.run.replicasOf(service).map((replica) => endBy(strike, replica, KILLED)));
    },
  },
  {
    name: `SIGTERM to ${a(service)}`,
    part: service,
    lasts: RESTART,
    ...losesAnswers(service),
    strike: async (strike) => {
      const replica = replicaOf(strike, service);
      await untilReady(strike.run, replica);
      await endBy(strike, replica, STOPPED);
    },
  },
  freeze('freeze', service, FREEZE),
  freeze('long freeze', service, LONG_FREEZE),
  {
    name: `SIGHUP to ${a(service)}`,
    part: service,
    lasts: [0, 0],
    strike: async (strike) => {
      const replica = replicaOf(strike, service);
      await untilReady(strike.run, replica);
      replica.signal('SIGHUP');
    },
  },
];

export const REPLICA_FAULTS: readonly Fault[] = SERVICE_NAMES.flatMap(faultsOf);
