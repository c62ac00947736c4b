import { Workload } from '../cluster/workload';
import { type Disturbance } from './disturbance';
import { LIMITS } from './limits';
import { SERVICES } from './services';

const STORE_TIMEOUT_MS = 300_000;

/** The one broker or the one database goes, with grace, and comes back on the same volume. */
export const STORE_DISTURBANCES: readonly Disturbance[] = ['kafka', 'postgres'].map((store) => ({
  name: `delete pod ${store}-0`,
  limits: LIMITS.none,
  disturb: async ({ kubectl }) => {
    await kubectl.run(['delete', 'pod', `${store}-0`], { timeoutMs: STORE_TIMEOUT_MS });
    await kubectl.rolledOut(`statefulset/${store}`, STORE_TIMEOUT_MS);
    for (const service of SERVICES) await new Workload(kubectl, service).untilWhole();
  },
}));
