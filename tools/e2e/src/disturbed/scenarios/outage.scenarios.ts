import { type Scenario } from '../scenario/scenario';
import { type ScenarioRun } from '../scenario/scenario-run';
import { type ServiceReplica } from '../services/service-replica';

const AWAY_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** An acknowledgement written in the last moment may still be on its way to the sender. */
const LAST_ACK_MS = 2_000;

/** Takes a part away for a minute: its dependants are unready meanwhile, and nothing is restarted because of it. */
async function outage(
  run: ScenarioRun,
  part: { name: string; kill: () => Promise<void>; start: () => Promise<void>; neededBy: ServiceReplica[] },
): Promise<void> {
  run.mustBeInMidStream();
  await part.kill();
  run.say(`the ${part.name} is away`);
  const back = Date.now() + AWAY_MS;
  await run.until(`unreadiness for want of the ${part.name}`, async () =>
    (await Promise.all(part.neededBy.map((replica) => lacks(replica, part.name)))).every(Boolean),
  );
  run.say('whoever needs it is unready');
  while (Date.now() < back) {
    await run.lastFor(LOOK_EVERY_MS);
    for (const replica of part.neededBy)
      if (await replica.isReady())
        throw new Error(`${replica.name} was ready while the ${part.name} was away`);
  }
  await part.start();
  run.say(`the ${part.name} is back`);
  await run.untilReady();
}

async function lacks(replica: ServiceReplica, part: string): Promise<boolean> {
  const missing = await replica.missingParts();
  return missing?.some((name) => name.startsWith(part === 'broker' ? 'kafka' : part)) ?? false;
}

export const OUTAGE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'broker killed, away for 60 s',
    disturb: async (run) => {
      await run.untilAcknowledged(1 / 3);
      let acknowledged = 0;
      const { broker, feed } = run;
      await outage(run, {
        name: 'broker',
        kill: async () => {
          await broker.kill();
          await run.lastFor(LAST_ACK_MS);
          acknowledged = feed.record.acknowledged;
        },
        start: () => {
          const { acknowledged: now } = feed.record;
          if (now !== acknowledged)
            throw new Error(`${now - acknowledged} ACKs came while the broker was away`);
          return broker.start();
        },
        neededBy: run.allReplicas,
      });
    },
  },
  {
    name: 'database killed, away for 60 s',
    disturb: async (run) => {
      await run.untilAcknowledged(1 / 3);
      const { databaseServer } = run;
      await outage(run, {
        name: 'database',
        kill: () => databaseServer.kill(),
        start: () => databaseServer.start(),
        neededBy: [...run.replicasOf('inference'), ...run.replicasOf('pager')],
      });
    },
  },
];
