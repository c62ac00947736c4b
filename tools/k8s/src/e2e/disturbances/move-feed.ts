import { waitFor } from '@renwatch/testing';
import { Workload } from '../cluster/workload';
import { type Surroundings } from './disturbance';

const MOVE_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 500;
/** Of two pods Kubernetes removes first the one with the lower cost. */
const REMOVED_FIRST = 'controller.kubernetes.io/pod-deletion-cost=-1';

/** Lets the gateway on that node be the one that reads the feed: for a moment it is the only one. */
export async function moveFeed({ kubectl, events }: Surroundings, node: string): Promise<void> {
  const gateway = new Workload(kubectl, 'gateway');
  const pods = await gateway.pods();
  const stays = pods.find(({ spec }) => spec.nodeName === node);
  if (!stays) throw new Error(`gateway has no pod on ${node}`);
  for (const { metadata } of pods.filter((pod) => pod !== stays))
    await kubectl.run(['annotate', 'pod', metadata.name, REMOVED_FIRST]);
  await gateway.scale(1);
  await waitFor(() => events.reader === stays.status.podIP, {
    what: `the feed read by ${stays.metadata.name}, and not by ${events.reader}`,
    timeoutMs: MOVE_TIMEOUT_MS,
    everyMs: LOOK_EVERY_MS,
  });
  await gateway.scale(pods.length);
}
