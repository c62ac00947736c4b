import { waitFor } from '@renwatch/testing';
import { Workload } from '../cluster/workload';
import { type Surroundings } from './disturbance';

const MOST_MOVES = 3;
const MOVE_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** Lets the gateway on that node be the one that reads the feed: whoever else does is stopped, in good order. */
export async function moveFeed({ kubectl, events }: Surroundings, node: string): Promise<void> {
  const gateway = new Workload(kubectl, 'gateway');
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const { reader } = events;
    const pod = (await gateway.pods()).find(({ status }) => status.podIP === reader);
    if (!pod) throw new Error(`the feed is read by ${reader}, which is no gateway`);
    if (pod.spec.nodeName === node) return;
    await kubectl.run(['delete', 'pod', pod.metadata.name], { timeoutMs: MOVE_TIMEOUT_MS });
    await waitFor(() => events.reader !== reader, {
      what: 'another reader of the feed',
      timeoutMs: MOVE_TIMEOUT_MS,
      everyMs: LOOK_EVERY_MS,
    });
    await gateway.untilWhole();
  }
  throw new Error(`no gateway on ${node} reads the feed, also after ${MOST_MOVES} moves`);
}
