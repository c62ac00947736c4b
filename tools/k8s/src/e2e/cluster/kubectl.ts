import { run, type RunOptions } from '../../process/run';

const REQUEST_TIMEOUT_MS = 30_000;
/** Extra time for kubectl itself, beyond the wait. */
const MARGIN_MS = 10_000;

/** Runs kubectl in one namespace of the cluster of KUBECONFIG. */
export class Kubectl {
  constructor(readonly namespace: string) {}

  run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const timeoutMs = REQUEST_TIMEOUT_MS;
    return run('kubectl', ['--namespace', this.namespace, ...args], { timeoutMs, ...options });
  }

  /** Returns the JSON of `kubectl get`. */
  async get<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.run(['get', ...args, '--output=json'])) as T;
  }

  /** Waits until a Deployment or StatefulSet has rolled out and is available. */
  async rolledOut(workload: string, timeoutMs: number): Promise<void> {
    const seconds = Math.ceil(timeoutMs / 1_000);
    const args = ['rollout', 'status', workload, `--timeout=${seconds}s`];
    await this.run(args, { timeoutMs: timeoutMs + MARGIN_MS });
  }

  /** Deletes the namespace with everything in it, and waits until it has gone. */
  async wipe(timeoutMs: number): Promise<void> {
    await run('kubectl', ['delete', 'namespace', this.namespace, '--ignore-not-found'], { timeoutMs });
  }
}
