import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, waitFor, workspaceRoot } from '@renwatch/testing';

export interface ServiceProcessOptions {
  service: 'gateway' | 'inference';
  brokers: string;
  /** `--max-old-space-size`, in MiB. */
  heapMib: number;
  settings: Readonly<Record<string, string>>;
}

const WAIT_MS = 60_000;
const MIB_PER_KIB = 1 / 1024;

/** A service as it is deployed: a process with a bounded heap. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly httpPort: number,
  ) {}

  static async start(options: ServiceProcessOptions): Promise<ServiceProcess> {
    const { service, brokers, heapMib, settings } = options;
    const httpPort = await freePort();
    const main = join(workspaceRoot(), 'apps', service, 'dist', 'main.js');
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMib}`, main], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        KAFKA_BROKERS: brokers,
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(httpPort),
        ...settings,
      },
    });
    const started = new ServiceProcess(child, httpPort);
    const isReady = () => started.answers('readyz').catch(() => false);
    await waitFor(isReady, { timeoutMs: WAIT_MS, what: `${service} to be ready` });
    return started;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number {
    return this.child.pid ?? NaN;
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

/** Linux gives times in this unit to every program, whatever the kernel's own. */
const TICKS_PER_SECOND = 100;
/** Places of utime and stime behind the command's name, which ends at the last parenthesis. */
const [USER, SYSTEM] = [11, 12];

/** CPU seconds that a process has used so far, with all its threads. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS_PER_SECOND;
}
