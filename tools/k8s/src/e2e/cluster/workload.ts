import { waitFor } from '@renwatch/testing';
import { type Kubectl } from './kubectl';

const READY_TIMEOUT_MS = 300_000;
const LOOK_EVERY_MS = 1_000;

/** A pod; only the fields used here. */
export interface Pod {
  metadata: { name: string; creationTimestamp: string; deletionTimestamp?: string };
  spec: { nodeName?: string };
  status: {
    phase: string;
    containerStatuses?: { containerID?: string; ready: boolean; restartCount: number }[];
  };
}

/** A Deployment and its pods. */
export class Workload {
  constructor(
    private readonly kubectl: Kubectl,
    readonly name: string,
  ) {}

  async pods(): Promise<Pod[]> {
    const selector = `--selector=app.kubernetes.io/name=${this.name}`;
    const { items } = await this.kubectl.get<{ items: Pod[] }>('pods', selector);
    return items.filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed');
  }

  /** The oldest pod that is not terminating. @throws Error if there is none */
  async oldestPod(): Promise<Pod> {
    const staying = (await this.pods()).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const [pod] = staying.sort(
      (a, b) => Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp),
    );
    if (!pod) throw new Error(`${this.name} has no pod`);
    return pod;
  }

  async scale(replicas: number): Promise<void> {
    await this.kubectl.run(['scale', `deployment/${this.name}`, `--replicas=${replicas}`]);
    await this.untilReady();
  }

  async restart(): Promise<void> {
    await this.kubectl.run(['rollout', 'restart', `deployment/${this.name}`]);
    await this.untilReady();
  }

  /** Waits until it is rolled out and ready, and no pod is terminating. */
  async untilReady(): Promise<void> {
    await this.kubectl.rolledOut(`deployment/${this.name}`, READY_TIMEOUT_MS);
    await this.until('no terminating pod', (pods) =>
      pods.every(({ metadata }) => metadata.deletionTimestamp === undefined),
    );
  }

  until(condition: string, holds: (pods: readonly Pod[]) => boolean): Promise<void> {
    return waitFor(async () => holds(await this.pods()), {
      what: `${this.name}: ${condition}`,
      timeoutMs: READY_TIMEOUT_MS,
      everyMs: LOOK_EVERY_MS,
    });
  }
}
