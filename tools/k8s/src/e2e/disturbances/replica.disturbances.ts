import { Workload } from '../cluster/workload';
import { type Disturbance, type Limits } from './disturbance';
import { LIMITS } from './limits';
import { SERVICES, type Service } from '../cluster/services';

const MANY = 3;
const WITHOUT_GRACE = ['--force', '--grace-period=0'];
/** Time for kubectl to wait until a pod has gone. */
const DELETE_TIMEOUT_MS = 120_000;

/** Scaling, roll-outs and deleted pods. */
export const REPLICA_DISTURBANCES: readonly Disturbance[] = [
  ...SERVICES.flatMap((service): Disturbance[] => [
    {
      name: `scale ${service} 1 → 3`,
      limits: LIMITS.planned,
      disturb: ({ kubectl }) => new Workload(kubectl, service).scale(MANY),
    },
    {
      name: `scale ${service} 3 → 1`,
      limits: LIMITS.planned,
      prepare: ({ kubectl }) => new Workload(kubectl, service).scale(MANY),
      disturb: ({ kubectl }) => new Workload(kubectl, service).scale(1),
    },
  ]),
  ...SERVICES.map((service): Disturbance => ({
    name: `rollout restart ${service}`,
    limits: LIMITS.planned,
    disturb: ({ kubectl }) => new Workload(kubectl, service).restart(),
  })),
  ...SERVICES.map((service) => deletion({ service, of: 2, limits: LIMITS.planned })),
  // The replacement is created when the deletion starts.
  ...SERVICES.map((service) => deletion({ service, of: 1, limits: LIMITS.planned })),
  deletion({ service: 'gateway', of: 2, how: WITHOUT_GRACE, limits: LIMITS.killed }),
  // Nothing is promised for the only gateway, because its replacement must start first.
  deletion({ service: 'gateway', of: 1, how: WITHOUT_GRACE, limits: LIMITS.none }),
  // The feed does not depend on these two.
  deletion({ service: 'inference', of: 1, how: WITHOUT_GRACE, limits: LIMITS.killed }),
  deletion({ service: 'pager', of: 1, how: WITHOUT_GRACE, limits: LIMITS.killed }),
];

interface Deletion {
  service: Service;
  /** Number of pods it has. */
  of: 1 | 2;
  /** Extra arguments for kubectl. */
  how?: readonly string[];
  limits: Limits;
}

function deletion({ service, of, how = [], limits }: Deletion): Disturbance {
  const which = of === 1 ? 'the only pod' : 'one of two pods';
  return {
    name: ['delete', which, service, ...how.slice(-1)].join(' '),
    limits,
    prepare: ({ kubectl }) => new Workload(kubectl, service).scale(of),
    disturb: async ({ kubectl }) => {
      const workload = new Workload(kubectl, service);
      // The older of two gateways reads the feed.
      const { metadata } = await workload.oldestPod();
      await kubectl.run(['delete', 'pod', metadata.name, ...how], { timeoutMs: DELETE_TIMEOUT_MS });
      await workload.until('as many ready pods without the deleted one', (pods) => {
        const others = pods.filter((pod) => pod.metadata.name !== metadata.name);
        return others.filter(({ status }) => status.containerStatuses?.[0]?.ready).length >= of;
      });
      await workload.untilReady();
    },
    restore: ({ kubectl }) => new Workload(kubectl, service).scale(1),
  };
}
