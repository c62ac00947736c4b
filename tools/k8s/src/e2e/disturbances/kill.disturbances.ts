import { Workload } from '../cluster/workload';
import { type Disturbance, type Surroundings } from './disturbance';
import { LIMITS } from './limits';
import { SERVICES } from '../cluster/services';

/** Kills the first process of a container; Kubernetes restarts the container in the same pod. */
export const KILL_DISTURBANCES: readonly Disturbance[] = SERVICES.map((service) => ({
  name: `kill -9 ${service}`,
  limits: LIMITS.killed,
  restarts: true,
  needsNodes: true,
  disturb: (at) => killContainer(at, service),
}));

async function killContainer({ kubectl, nodes }: Surroundings, service: string): Promise<void> {
  const workload = new Workload(kubectl, service);
  const { metadata, spec, status } = await workload.oldestPod();
  const [container] = status.containerStatuses ?? [];
  if (!nodes || spec.nodeName === undefined || container?.containerID === undefined)
    throw new Error(`${metadata.name} has no container to kill`);
  await nodes.killContainer(spec.nodeName, container.containerID);
  await workload.until('its container restarted', (pods) =>
    pods.some(
      (pod) =>
        pod.metadata.name === metadata.name &&
        (pod.status.containerStatuses?.[0]?.restartCount ?? 0) > container.restartCount,
    ),
  );
  await workload.untilReady();
}
