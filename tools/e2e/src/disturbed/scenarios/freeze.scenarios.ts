import { DialInFeed } from '../feed/dial-in.feed';
import { type Scenario } from '../scenario';
import { type ScenarioRun } from '../scenario-run';
import { type ServiceName } from '../services/service-name';

/** Longer than the group's session time-out and than a sender waits, both 10 s. */
const FROZEN_MS = 15_000;
/** Of a session in the middle of a transaction, and the time to look. */
const MAX_HELD_MS = 10_000 + 2_000;
const FENCE = 'fence refused a batch: another replica has moved on';
/** Its session is gone, and with it what it had written and not committed. */
const CUT_OFF = 'batch delayed';
const REPEATED = 'page had been delivered before';

const feed: NonNullable<Scenario['feed']> = (source) => new DialInFeed({ source, messagesPerSecond: 40 });

/** It was frozen in the middle of something; when the other has done all of its work, it wakes and must be told so. */
async function wakeTooLate(run: ScenarioRun, service: ServiceName, refusal: string): Promise<void> {
  await run.until(`the freeze of ${service}`, () => run.replica(service).isFrozen);
  run.say(`${service} is frozen`);
  await run.untilFed();
  await run.untilDone();
  run.say('the other replica has taken over and done it all: waking it');
  run.replica(service).signal('SIGCONT');
  await run.until(`"${refusal}" in the log`, () => run.replica(service).hasLogged(refusal));
}

function neverEnded(run: ScenarioRun): void {
  for (const { name, ends } of run.allReplicas)
    if (ends.length > 0) throw new Error(`${name} ended with ${ends.join()}`);
}

export const FREEZE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'freeze: gateway for 15 s, then woken',
    replicas: { gateway: 2 },
    feed,
    disturb: async (run) => {
      await run.untilAcknowledged(1 / 4);
      run.replica('gateway').signal('SIGSTOP');
      await run.lastFor(FROZEN_MS);
      run.replica('gateway').signal('SIGCONT');
      await run.untilReady();
    },
    check: neverEnded,
  },
  {
    name: 'freeze: inference with a batch in hand, woken when the other has gone past it',
    replicas: { inference: 2 },
    crash: { service: 'inference', at: 'inference.batch-read:40:freeze' },
    feed,
    disturb: (run) => wakeTooLate(run, 'inference', FENCE),
    check: neverEnded,
  },
  {
    name: 'freeze: inference within a transaction that holds the progress',
    replicas: { inference: 2 },
    crash: { service: 'inference', at: 'inference.decided:40:freeze' },
    feed,
    disturb: async (run) => {
      await run.until('the freeze of inference', () => run.replica('inference').isFrozen);
      const frozenAtMs = Date.now();
      await run.until(
        'its database session standing still',
        async () => (await sessionsInTransaction(run)) > 0,
      );
      await run.until(
        'the end of its database session',
        async () => (await sessionsInTransaction(run)) === 0,
      );
      const heldMs = Date.now() - frozenAtMs;
      run.say(`the database ended its session after ${(heldMs / 1000).toFixed(1)} s`);
      if (heldMs > MAX_HELD_MS) throw new Error(`its session held the progress for ${heldMs} ms`);
      await wakeTooLate(run, 'inference', CUT_OFF);
    },
    check: neverEnded,
  },
  {
    name: 'freeze: pager with a claimed page, woken when the other has delivered it',
    replicas: { pager: 2 },
    crash: { service: 'pager', at: 'pager.claimed:4:freeze' },
    feed,
    disturb: (run) => wakeTooLate(run, 'pager', REPEATED),
    check: neverEnded,
  },
];

/** Those that stand still between two statements, holding what they have locked. */
async function sessionsInTransaction({ db }: ScenarioRun): Promise<number> {
  const [row] = await db.query<{ count: number }>(`
    SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'renwatch-inference'
      AND state = 'idle in transaction' AND state_change < now() - interval '1 second'`);
  return row?.count ?? 0;
}
