import { SERVICES } from '../cluster/services';
import { Workload } from '../cluster/workload';
import { type Disturbance } from './disturbance';
import { HOSPITAL_DISTURBANCES } from './hospital.disturbances';
import { KILL_DISTURBANCES } from './kill.disturbances';
import { LIMITS } from './limits';
import { NODE_DISTURBANCES } from './node.disturbances';
import { REPLICA_DISTURBANCES } from './replica.disturbances';
import { SMALL_DISTURBANCES } from './small.disturbances';

const STORE_TIMEOUT_MS = 300_000;

/** The baseline for the figures of the others. */
const UNDISTURBED: Disturbance = { name: 'undisturbed', limits: {}, disturb: () => Promise.resolve() };

/** Deletes the only broker or database with grace; it restarts on the same volume. */
const STORE_DISTURBANCES: readonly Disturbance[] = ['kafka', 'postgres'].map((store) => ({
  name: `delete pod ${store}-0`,
  limits: LIMITS.none,
  disturb: async ({ kubectl }) => {
    await kubectl.run(['delete', 'pod', `${store}-0`], { timeoutMs: STORE_TIMEOUT_MS });
    await kubectl.rolledOut(`statefulset/${store}`, STORE_TIMEOUT_MS);
    for (const service of SERVICES) await new Workload(kubectl, service).untilReady();
  },
}));

/** All disturbances, in the order in which they are tried. */
export const ALL_DISTURBANCES: readonly Disturbance[] = [
  UNDISTURBED,
  ...SMALL_DISTURBANCES,
  ...REPLICA_DISTURBANCES,
  ...HOSPITAL_DISTURBANCES,
  ...KILL_DISTURBANCES,
  ...STORE_DISTURBANCES,
  ...NODE_DISTURBANCES,
];
