import { run, type RunOptions } from '../../process/run';

const REQUEST_TIMEOUT_MS = 30_000;
/** What kubectl itself may take beyond what it waits for. */
const MARGIN_MS = 10_000;

/** kubectl in one namespace of the cluster that KUBECONFIG names. */
export class Kubectl {
  constructor(readonly namespace: string) {}

  run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const timeoutMs = REQUEST_TIMEOUT_MS;
    return run('kubectl', ['--namespace', this.namespace, ...args], { timeoutMs, ...options });
  }

  /** @returns what `kubectl get` gives as JSON */
  async get<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.run(['get', ...args, '--output=json'])) as T;
  }

  /** Waits until a Deployment or StatefulSet has rolled out and is available. */
  async rolledOut(what: string, timeoutMs: number): Promise<void> {
    const seconds = Math.ceil(timeoutMs / 1_000);
    const args = ['rollout', 'status', what, `--timeout=${seconds}s`];
    await this.run(args, { timeoutMs: timeoutMs + MARGIN_MS });
  }

  /** Deletes the namespace and all in it, and waits until it is gone. */
  async wipe(timeoutMs: number): Promise<void> {
    await run('kubectl', ['delete', 'namespace', this.namespace, '--ignore-not-found'], { timeoutMs });
  }
}
