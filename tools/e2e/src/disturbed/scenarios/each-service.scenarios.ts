import { type Scenario } from '../scenario/scenario';
import { SERVICE_NAMES, type ServiceName } from '../services/service-name';

const MAX_STANDSTILL_MS = 5_000;
/** The metric that shows that a replica has had its share of the work. */
const SHARE: Record<ServiceName, string> = {
  gateway: 'gateway_messages_total',
  inference: 'inference_messages_total',
  pager: 'pager_deliveries_total',
};

/** SIGTERM to one of two of each in the middle of the stream, when both have had their share of the work. */
export const stopOfEach: Scenario = {
  name: 'SIGTERM to one of two of each',
  replicas: { gateway: 2, inference: 2, pager: 2 },
  ends: { gateway: ['exit code 0'], inference: ['exit code 0'], pager: ['exit code 0'] },
  disturb: async (run) => {
    await run.untilAcknowledged(1 / 4);
    for (const name of SERVICE_NAMES) {
      for (const replica of run.replicasOf(name)) {
        await run.until(
          `a share of the work for each ${name}`,
          async () => (await replica.metric(SHARE[name])) > 0,
        );
      }
    }
    run.say('the work is shared: stopping one of each');
    run.mustBeInMidStream();
    const ends = await Promise.all(SERVICE_NAMES.map((name) => run.replica(name).stop()));
    run.say(`they ended with ${ends.join(', ')}`);
  },
  check: async (run) => {
    const { longestStandstillMs } = run.feed.record;
    if (longestStandstillMs >= MAX_STANDSTILL_MS)
      throw new Error(`the feed stood still for ${longestStandstillMs} ms`);
    for (const name of SERVICE_NAMES) {
      for (const message of ['stopping: unready, draining', 'stopped']) {
        if (!(await run.replica(name).hasLogged(message)))
          throw new Error(`${name} did not log "${message}"`);
      }
    }
  },
};

/** SIGKILL to one of two of each in the middle of the stream; each is started again. */
export const killOfEach: Scenario = {
  name: 'kill -9 of one of two of each',
  replicas: { gateway: 2, inference: 2, pager: 2 },
  ends: { gateway: ['SIGKILL'], inference: ['SIGKILL'], pager: ['SIGKILL'] },
  disturb: async (run) => {
    await run.untilAcknowledged(1 / 3);
    run.mustBeInMidStream();
    for (const name of SERVICE_NAMES) run.replica(name).signal('SIGKILL');
  },
};
