import { waitFor } from '@renwatch/testing';
import { Workload } from '../cluster/workload';
import { type Nodes } from '../cluster/nodes.port';
import { type Disturbance, type Surroundings } from './disturbance';
import { LIMITS } from './limits';
import { SERVICES } from '../cluster/services';

const REPLICAS = 2;
/** Kubernetes takes a minute to call a node lost, and the other node starts pods under twice the load. */
const REPLACED_TIMEOUT_MS = 480_000;
const LOOK_EVERY_MS = 1_000;
/** Days of the stream: more than three minutes. */
const DAYS = 8;

/** Takes away a node with one of two replicas of each service, waits for replacements elsewhere, and brings it back. */
export const NODE_DISTURBANCES: readonly Disturbance[] = [
  nodeDisturbance(
    'a node is lost and comes back, two replicas of each',
    (nodes) => nodes.kill(),
    (nodes) => nodes.start(),
  ),
  nodeDisturbance(
    'a node is cut off, its processes go on, and is joined again, two replicas of each',
    (nodes) => nodes.partition(),
    (nodes) => nodes.heal(),
  ),
];

function nodeDisturbance(
  name: string,
  takeAway: (nodes: Nodes) => Promise<void>,
  giveBack: (nodes: Nodes) => Promise<void>,
): Disturbance {
  return {
    name,
    limits: LIMITS.lostNode,
    days: DAYS,
    needsNodes: true,
    prepare: spreadReplicas,
    disturb: async (at) => {
      const { kubectl, nodes, events, say } = at;
      if (!nodes) throw new Error('no node may be taken away');
      const dialled = events.count('connected');
      await takeAway(nodes);
      try {
        say(`  ${nodes.spare} is away`);
        await untilReplaced(at, nodes.spare);
        say(`  every service has ${REPLICAS} ready replicas elsewhere`);
      } finally {
        await giveBack(nodes);
      }
      say(`  ${nodes.spare} is back`);
      for (const service of SERVICES) await new Workload(kubectl, service).untilReady();
      if (events.count('connected') === dialled) throw new Error('no other gateway dialled the feed');
    },
    restore: async ({ kubectl }) => {
      for (const service of SERVICES) await new Workload(kubectl, service).scale(1);
    },
  };
}

/** @throws Error if the spare node lacks a replica of some service, because losing it would prove nothing */
async function spreadReplicas(at: Surroundings): Promise<void> {
  const { kubectl, nodes } = at;
  await readOnSpareNode(at);
  for (const service of SERVICES) {
    const workload = new Workload(kubectl, service);
    await workload.scale(REPLICAS);
    const places = (await workload.pods()).map(({ spec }) => spec.nodeName);
    if (!places.includes(nodes?.spare) || new Set(places).size < REPLICAS)
      throw new Error(`${service} has its replicas on ${places.join(', ')}, not on two nodes`);
  }
}

/** Starts the gateway on the spare node; as the oldest it keeps reading the feed when there are two. */
async function readOnSpareNode({ kubectl, nodes }: Surroundings): Promise<void> {
  const gateway = new Workload(kubectl, 'gateway');
  const { items } = await kubectl.get<{ items: { metadata: { name: string } }[] }>('nodes');
  const others = items.map(({ metadata }) => metadata.name).filter((name) => name !== nodes?.spare);
  await gateway.scale(0);
  await kubectl.run(['cordon', ...others]);
  try {
    await gateway.scale(1);
  } finally {
    await kubectl.run(['uncordon', ...others]);
  }
  const { spec } = await gateway.oldestPod();
  if (spec.nodeName !== nodes?.spare) throw new Error(`the feed is read on ${spec.nodeName}`);
}

function untilReplaced({ kubectl }: Surroundings, lost: string): Promise<void> {
  return waitFor(
    async () => {
      for (const service of SERVICES) {
        const ready = (await new Workload(kubectl, service).pods()).filter(
          ({ spec, status }) => spec.nodeName !== lost && status.containerStatuses?.[0]?.ready,
        );
        if (ready.length < REPLICAS) return false;
      }
      return true;
    },
    {
      timeoutMs: REPLACED_TIMEOUT_MS,
      what: `the replacement of the pods on ${lost}`,
      everyMs: LOOK_EVERY_MS,
    },
  );
}
