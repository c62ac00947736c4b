import { Workload } from '../cluster/workload';
import { type Disturbance } from './disturbance';
import { LIMITS } from './limits';
import { SERVICES } from './services';

const MANY = 3;
/** Of kubectl, until a pod has gone. */
const GONE_TIMEOUT_MS = 120_000;

/** What Kubernetes does to replicas when it is told to. */
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
  ...SERVICES.map((service) => deletion(service, `delete pod ${service}`, [], LIMITS.planned)),
  ...SERVICES.map((service) =>
    deletion(
      service,
      `delete pod ${service} --grace-period=0`,
      ['--force', '--grace-period=0'],
      LIMITS.killed,
    ),
  ),
];

function deletion(
  service: string,
  name: string,
  how: readonly string[],
  limits: Disturbance['limits'],
): Disturbance {
  return {
    name,
    limits,
    disturb: async ({ kubectl }) => {
      const workload = new Workload(kubectl, service);
      const { metadata } = await workload.onePod();
      await kubectl.run(['delete', 'pod', metadata.name, ...how], { timeoutMs: GONE_TIMEOUT_MS });
      await workload.untilWhole();
    },
  };
}
