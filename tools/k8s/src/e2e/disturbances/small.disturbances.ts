import { setTimeout as pause } from 'node:timers/promises';
import { Workload } from '../cluster/workload';
import { type Disturbance, type Surroundings } from './disturbance';
import { SERVICES, type Service } from '../cluster/services';

/** Limits that add up to one core and one GiB. */
const SHARES: Record<Service, string> = {
  gateway: 'cpu=250m,memory=224Mi',
  inference: 'cpu=500m,memory=576Mi',
  pager: 'cpu=250m,memory=224Mi',
};
const LASTING_MS = 60_000;
const LONGEST_PAGE_DELAY_MS = 3_000;

/** Runs the services on little CPU and memory, otherwise undisturbed. */
export const SMALL_DISTURBANCES: readonly Disturbance[] = [
  {
    name: 'undisturbed for a minute, with 1 core and 1 GiB for the three services together',
    limits: { pageDelayMs: LONGEST_PAGE_DELAY_MS },
    days: 4,
    prepare: limitAll,
    disturb: () => pause(LASTING_MS),
    restore: async ({ kubectl }) => {
      for (const service of SERVICES) {
        await kubectl.run(['rollout', 'undo', `deployment/${service}`]);
        await new Workload(kubectl, service).untilReady();
      }
    },
  },
];

async function limitAll({ kubectl }: Surroundings): Promise<void> {
  for (const service of SERVICES) {
    const share = SHARES[service];
    const how = [`--limits=${share}`, '--requests=cpu=20m,memory=96Mi'];
    await kubectl.run(['set', 'resources', `deployment/${service}`, ...how]);
    await new Workload(kubectl, service).untilReady();
  }
}
