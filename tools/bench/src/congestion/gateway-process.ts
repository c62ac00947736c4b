import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, waitFor, workspaceRoot } from '@renwatch/testing';

export interface GatewayProcessOptions {
  brokers: string;
  /** `--max-old-space-size`, in MiB. */
  heapMib: number;
  settings: Readonly<Record<string, string>>;
}

const WAIT_MS = 60_000;
const MIB_PER_KIB = 1 / 1024;

/** A gateway as it is deployed: a process with a bounded heap, listening on one port. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly mllpPort: number,
    private readonly httpPort: number,
  ) {}

  static async start({ brokers, heapMib, settings }: GatewayProcessOptions): Promise<GatewayProcess> {
    const [mllpPort, httpPort] = [await freePort(), await freePort()];
    const main = join(workspaceRoot(), 'apps', 'gateway', 'dist', 'main.js');
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMib}`, main], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        KAFKA_BROKERS: brokers,
        MLLP_LISTEN: `127.0.0.1:${mllpPort}?name=bench`,
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(httpPort),
        ...settings,
      },
    });
    const gateway = new GatewayProcess(child, mllpPort, httpPort);
    await waitFor(() => gateway.answers('readyz'), { timeoutMs: WAIT_MS, what: 'the gateway to be ready' });
    return gateway;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The most memory that the process ever had. */
  peakMib(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * MIB_PER_KIB;
  }

  /** Time until the process answers a request: the event loop is held for no longer. */
  async answerMs(): Promise<number> {
    const startMs = performance.now();
    await this.answers('livez');
    return performance.now() - startMs;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }

  private async answers(path: string): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${this.httpPort}/${path}`, {
      signal: AbortSignal.timeout(WAIT_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  }
}
