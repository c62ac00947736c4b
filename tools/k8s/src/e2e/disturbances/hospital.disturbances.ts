import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '@renwatch/testing';
import { Workload } from '../cluster/workload';
import { type Disturbance, type Surroundings } from './disturbance';
import { LIMITS } from './limits';

const CLOSE_EVERY = 20;
const CLOSES = 10;
const CLOSES_TIMEOUT_MS = 300_000;
const NAMELESS_MS = 20_000;

/** Disturbances by the hospital: closed connections, a restart, a lost name. */
export const HOSPITAL_DISTURBANCES: readonly Disturbance[] = [
  {
    name: `the hospital closes its connection every ${CLOSE_EVERY} messages, ${CLOSES} times`,
    limits: LIMITS.none,
    prepare: (at) => closeEvery(at, CLOSE_EVERY),
    disturb: ({ events }) => {
      const before = events.count('closed');
      return waitFor(() => events.count('closed') >= before + CLOSES, {
        what: `${CLOSES} closes by the hospital`,
        timeoutMs: CLOSES_TIMEOUT_MS,
      });
    },
    restore: (at) => closeEvery(at, 0),
  },
  {
    name: 'the hospital restarts',
    limits: LIMITS.none,
    disturb: ({ kubectl }) => new Workload(kubectl, 'simulator').restart(),
  },
  {
    name: `the hospital's Service is deleted and made again after ${NAMELESS_MS / 1_000} s, the gateway restarted meanwhile`,
    limits: LIMITS.none,
    disturb: nameless,
  },
];

/** Restarts the simulator with another setting; it continues its stream. */
async function closeEvery({ kubectl }: Surroundings, messages: number): Promise<void> {
  await kubectl.run(['set', 'env', 'deployment/simulator', `SIMULATOR_DISCONNECT_EVERY=${messages}`]);
  await new Workload(kubectl, 'simulator').untilReady();
}

/** Removes the hospital's name for a while and restarts the gateway, so that it must resolve the name. */
async function nameless({ kubectl }: Surroundings): Promise<void> {
  const { apiVersion, kind, metadata, spec } = await kubectl.get<ServiceObject>('service', 'simulator');
  const { selector, ports } = spec;
  const { name, labels } = metadata;
  const service = JSON.stringify({ apiVersion, kind, metadata: { name, labels }, spec: { selector, ports } });
  await kubectl.run(['delete', 'service', 'simulator']);
  try {
    const [restarted] = await Promise.allSettled([
      new Workload(kubectl, 'gateway').restart(),
      pause(NAMELESS_MS),
    ]);
    if (restarted.status === 'rejected') throw restarted.reason;
  } finally {
    await kubectl.run(['apply', '--filename=-'], { input: service });
  }
}

interface ServiceObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: object };
  spec: { selector: object; ports: object[] };
}
