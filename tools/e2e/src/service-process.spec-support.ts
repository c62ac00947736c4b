import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DetachedProcess, freePort, waitFor, workspaceRoot } from '@renwatch/testing';

export interface ServiceProcessOptions {
  service: 'gateway' | 'inference' | 'pager' | 'simulator';
  /** Tells its log from those of its like. */
  name: string;
  folder: string;
  args?: string[];
  env?: Record<string, string>;
}

const WAIT_MS = 60_000;

/** One service as it is deployed: a process that is told by its environment and asked over HTTP. */
export class ServiceProcess {
  private constructor(
    private readonly process: DetachedProcess,
    private readonly httpPort: number,
    private readonly name: string,
    private readonly logFile: string,
  ) {}

  static async start({ service, name, folder, args = [], env = {} }: ServiceProcessOptions) {
    const httpPort = await freePort();
    const main = join(workspaceRoot(), 'apps', service, 'dist', 'main.js');
    const logFile = join(folder, `${name}.log`);
    const started = await DetachedProcess.start({
      command: process.execPath,
      args: [main, ...args],
      cwd: workspaceRoot(),
      logFile,
      env: { ...process.env, ...env, HTTP_HOST: '127.0.0.1', HTTP_PORT: String(httpPort) },
      dieWithParent: true,
    });
    return new ServiceProcess(started, httpPort, name, logFile);
  }

  /** The end of the process (`SIGTERM`, `exit code 0`); undefined while it runs. */
  get end(): string | undefined {
    return this.process.end;
  }

  signal(signal: NodeJS.Signals): void {
    this.process.signal(signal);
  }

  async ended(): Promise<string> {
    await waitFor(() => this.end !== undefined, { timeoutMs: WAIT_MS, what: `the end of ${this.name}` });
    return this.end ?? '';
  }

  async kill(): Promise<void> {
    await this.process.kill();
  }

  async untilReady(): Promise<void> {
    await waitFor(async () => (await this.ask('readyz')).ok, {
      timeoutMs: WAIT_MS,
      what: `${this.name} to be ready`,
    });
  }

  /** Waits until it answers at all, which it does before its parts are there. */
  async untilAlive(): Promise<void> {
    const isAlive = () =>
      this.ask('livez').then(
        ({ ok }) => ok,
        () => false,
      );
    await waitFor(isAlive, { timeoutMs: WAIT_MS, what: `${this.name} to answer` });
  }

  /** Everything that it has logged so far; lines that are not JSON are left out. */
  logLines<Line>(): Line[] {
    const lines = readFileSync(this.logFile, 'utf8').split('\n');
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
  }

  async metrics(): Promise<string> {
    return (await this.ask('metrics')).text();
  }

  private ask(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.httpPort}/${path}`, { signal: AbortSignal.timeout(5_000) });
  }
}
