import { waitFor } from '@renwatch/testing';
import { type Kubectl } from './kubectl';
import { type Pod } from './pod';

const WHOLE_TIMEOUT_MS = 300_000;
const LOOK_EVERY_MS = 1_000;

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

  /** Its oldest pod that is not told to go. @throws Error where there is none */
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
    await this.untilWhole();
  }

  async restart(): Promise<void> {
    await this.kubectl.run(['rollout', 'restart', `deployment/${this.name}`]);
    await this.untilWhole();
  }

  /** Waits until it is rolled out and ready, and whoever was told to go is gone. */
  async untilWhole(): Promise<void> {
    await this.kubectl.rolledOut(`deployment/${this.name}`, WHOLE_TIMEOUT_MS);
    await this.until('no pod on its way out', (pods) =>
      pods.every(({ metadata }) => metadata.deletionTimestamp === undefined),
    );
  }

  until(what: string, holds: (pods: readonly Pod[]) => boolean): Promise<void> {
    return waitFor(async () => holds(await this.pods()), {
      what: `${this.name}: ${what}`,
      timeoutMs: WHOLE_TIMEOUT_MS,
      everyMs: LOOK_EVERY_MS,
    });
  }
}
