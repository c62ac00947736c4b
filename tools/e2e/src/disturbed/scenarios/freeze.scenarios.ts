import { DialInFeed } from '../feed/dial-in.feed';
import { SimulatorFeed } from '../feed/simulator.feed';
import { type Scenario } from '../scenario/scenario';
import { type ScenarioRun } from '../scenario/scenario-run';
import { type ServiceName } from '../services/service-name';
import { type ServiceReplica } from '../services/service-replica';
import { untilSessionEnds } from './until-session-ends';

/** Longer than the group's session time-out and than a sender waits, both 10 s. */
const FROZEN_MS = 15_000;
const FENCE = 'fence refused a batch: another replica has moved on';
/** Its database session has ended, and with it its uncommitted writes. */
const CUT_OFF = 'batch delayed';
const DROPPED = 'the group does not answer; dropping its feeds, which other replicas may read';
const LEASE_ENDED = 'lease ended before the page was sent; left to the next claim';

const feed: NonNullable<Scenario['feed']> = (source) => new DialInFeed({ source, messagesPerSecond: 40 });

/** Waits for a freeze in the middle of work, wakes the replica after the other has done it all, and expects a refusal. */
async function wakeTooLate(run: ScenarioRun, service: ServiceName, refusal: string): Promise<void> {
  await run.until(`the freeze of ${service}`, () => run.replica(service).isFrozen);
  run.say(`${service} is frozen`);
  await run.untilFed();
  await run.untilDone();
  run.say('the other replica has taken over and done it all: waking it');
  await wake(run, run.replica(service), refusal);
}

/** Wakes a replica and waits until it has logged the refusal. */
async function wake(run: ScenarioRun, replica: ServiceReplica, refusal: string): Promise<void> {
  const after = await replica.logLength();
  replica.signal('SIGCONT');
  await run.until(`"${refusal}" in the log`, () => replica.hasLogged(refusal, { after }));
}

/** Freezes a gateway for longer than a sender waits, and expects the other gateway to go on. */
async function freezeGateway(run: ScenarioRun, frozen: ServiceReplica, other: ServiceReplica): Promise<void> {
  run.mustBeInMidStream();
  frozen.signal('SIGSTOP');
  await run.until('its freeze', () => frozen.isFrozen);
  const before = await other.metric('gateway_messages_total');
  await run.lastFor(FROZEN_MS);
  await run.until('the other to go on', async () => (await other.metric('gateway_messages_total')) > before);
}

export const FREEZE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'freeze: gateway for 15 s, then woken',
    replicas: { gateway: 2 },
    feed,
    disturb: async (run) => {
      await run.untilAcknowledged(1 / 4);
      await freezeGateway(run, run.replica('gateway', 0), run.replica('gateway', 1));
      run.replica('gateway').signal('SIGCONT');
      await run.untilReady();
    },
  },
  {
    name: 'freeze: gateway that reads the dialled feed, woken when the other reads it',
    replicas: { gateway: 2 },
    feed: (source) => new SimulatorFeed({ source }),
    disturb: async (run) => {
      await run.untilAcknowledged(1 / 4);
      const owned = await Promise.all(
        run.replicasOf('gateway').map((gateway) => gateway.metric('gateway_feed_owned')),
      );
      const owner = owned.indexOf(1);
      const frozen = run.replica('gateway', owner);
      await freezeGateway(run, frozen, run.replica('gateway', 1 - owner));
      await wake(run, frozen, DROPPED);
      await run.untilReady();
    },
  },
  {
    name: 'freeze: inference with a batch in hand, woken when the other has gone past it',
    replicas: { inference: 2 },
    crash: { service: 'inference', at: 'inference.batch-read:40:freeze' },
    feed,
    disturb: (run) => wakeTooLate(run, 'inference', FENCE),
  },
  {
    name: 'freeze: inference within a transaction that holds the progress',
    replicas: { inference: 2 },
    crash: { service: 'inference', at: 'inference.decided:40:freeze' },
    feed,
    disturb: async (run) => {
      await run.until('the freeze of inference', () => run.replica('inference').isFrozen);
      await untilSessionEnds(run);
      await wakeTooLate(run, 'inference', CUT_OFF);
    },
  },
  {
    name: 'freeze: pager with a claimed page, woken when the other has delivered it',
    replicas: { pager: 2 },
    crash: { service: 'pager', at: 'pager.claimed:4:freeze' },
    feed,
    disturb: (run) => wakeTooLate(run, 'pager', LEASE_ENDED),
  },
];

/** Freezes the first of two inferences in the middle of work that is done once for all; the second must do it. */
const freezeAtStart = (name: string, at: string): Scenario => ({
  name: `freeze: inference in the middle of ${name}`,
  replicas: { inference: 2 },
  crash: { service: 'inference', at: `${at}:freeze`, alone: true },
  starting: async (run) => {
    await untilSessionEnds(run);
    await run.until('readiness of the other', () => run.replica('inference', 1).isReady());
    if (!run.replica('inference').isFrozen) throw new Error('the first was not frozen for all that time');
    run.say('the other has done it: waking the first');
    run.replica('inference').signal('SIGCONT');
  },
  disturb: () => Promise.resolve(),
});

export const FREEZE_AT_START_SCENARIOS: readonly Scenario[] = [
  freezeAtStart('a migration', 'inference.migrating:3'),
  freezeAtStart('the history import', 'inference.importing:2'),
];
