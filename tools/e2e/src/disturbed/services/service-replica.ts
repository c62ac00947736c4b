import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { DetachedProcess, freePort, waitFor } from '@renwatch/testing';
import { type ServiceName } from './service-name';

export interface ServiceReplicaOptions {
  name: ServiceName;
  /** The built entry file. */
  main: string;
  env: Readonly<Record<string, string>>;
  /** Only for the first start: a crash point must not act again after a restart. */
  firstEnv?: Readonly<Record<string, string>>;
  httpPort: number;
  folder: string;
  logFile: string;
}

interface Readiness {
  ok: boolean;
  parts: Readonly<Record<string, { ready: boolean; detail: string }>>;
}

const LOOK_EVERY_MS = 20;
const RESTART_AFTER_MS = 300;
const ASK_LIMIT_MS = 2_000;
const STOP_GRACE_MS = 15_000;

/** One replica of a service as a process of its own, started again when it dies, as a cluster would. */
export class ServiceReplica {
  readonly name: ServiceName;
  /** The folder that it runs in. */
  readonly folder: string;
  /** How its processes ended, in order: `SIGKILL`, `exit code 0`. */
  readonly ends: string[] = [];
  private process: DetachedProcess | undefined;
  private watching: Promise<void> | undefined;
  private wanted = true;

  constructor(private readonly options: ServiceReplicaOptions) {
    this.name = options.name;
    this.folder = options.folder;
  }

  /** Another replica of the same service, not started yet, with settings of its own, made with a free port. */
  async beside(
    settings: (port: number) => Readonly<Record<string, string>>,
  ): Promise<{ replica: ServiceReplica; port: number }> {
    const [port, httpPort] = [await freePort(), await freePort()];
    const { name, main, folder, logFile } = this.options;
    const env = { ...this.options.env, HTTP_PORT: String(httpPort), ...settings(port) };
    const own = { name, main, folder, env, httpPort, logFile: `${logFile}.beside` };
    return { replica: new ServiceReplica(own), port };
  }

  async start(): Promise<void> {
    this.wanted = true;
    this.watching ??= this.watch(await this.launch());
  }

  /** The process id of the current or the last process. */
  private get pid(): number {
    return this.process?.pid ?? 0;
  }

  /** SIGSTOP and SIGCONT freeze and wake it; after SIGKILL it is started again. */
  signal(signal: NodeJS.Signals): void {
    this.process?.signal(signal);
  }

  /** True while it has a process, whether that is ready or not. */
  get isRunning(): boolean {
    return this.process !== undefined && this.process.end === undefined;
  }

  /** True while its process is stopped by SIGSTOP. */
  get isFrozen(): boolean {
    try {
      const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
      // The state follows the program's name in brackets.
      return stat.slice(stat.lastIndexOf(')')).startsWith(') T');
    } catch {
      return false;
    }
  }

  /** SIGTERM, and no other start until `start`. Gives how it ended. */
  async stop(): Promise<string> {
    this.wanted = false;
    await this.process?.stop({ graceMs: STOP_GRACE_MS });
    await this.watching;
    this.watching = undefined;
    return this.ends.at(-1) ?? 'never started';
  }

  /** SIGKILL, and no other start. */
  async kill(): Promise<void> {
    this.wanted = false;
    await this.process?.kill();
    await this.watching;
  }

  /** Returns the missing parts of `/readyz`, none if it is ready; undefined if nothing answers. */
  async missingParts(): Promise<string[] | undefined> {
    const report = await this.readiness();
    const missing = Object.entries(report?.parts ?? {}).filter(([, { ready }]) => !ready);
    return report && (report.ok ? [] : missing.map(([part, { detail }]) => `${part}: ${detail}`));
  }

  /** Returns the detail of a part from `/readyz`; undefined if nothing answers. */
  async detailOf(part: string): Promise<string | undefined> {
    return (await this.readiness())?.parts[part]?.detail;
  }

  async isReady(): Promise<boolean> {
    return (await this.missingParts())?.length === 0;
  }

  /** The sum of a metric over all label sets that contain these labels; the name without `renwatch_`. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const text = await (await this.get('metrics')).text();
    const wanted = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const lines = text
      .split('\n')
      .filter((line) => new RegExp(`^renwatch_${name}[ {]`).test(line))
      .filter((line) => wanted.every((label) => line.includes(label)));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  /** Returns the length of its log, so that `hasLogged` can search only what follows. */
  async logLength(): Promise<number> {
    return (await this.log()).length;
  }

  /** Tells if any of its processes logged this constant message after a position of the log. */
  async hasLogged(message: string, { after = 0 }: { after?: number } = {}): Promise<boolean> {
    return (await this.log()).includes(`"msg":${JSON.stringify(message)}`, after);
  }

  private log(): Promise<string> {
    return readFile(this.options.logFile, 'utf8').catch(() => '');
  }

  private async readiness(): Promise<Readiness | undefined> {
    try {
      const response = await this.get('readyz');
      const { parts = {} } = (await response.json()) as { parts?: Readiness['parts'] };
      return { ok: response.ok, parts };
    } catch {
      return undefined;
    }
  }

  private get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.options.httpPort}/${path}`, {
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
  }

  private async launch(): Promise<DetachedProcess> {
    const { main, env, firstEnv, folder, logFile } = this.options;
    const isFirst = this.ends.length === 0;
    this.process = await DetachedProcess.start({
      command: process.execPath,
      args: [main],
      cwd: folder,
      logFile,
      env: { ...env, ...(isFirst ? firstEnv : {}) },
      dieWithParent: true,
    });
    return this.process;
  }

  private async watch(first: DetachedProcess): Promise<void> {
    for (let current = first; ; current = await this.launch()) {
      await waitFor(() => current.end !== undefined, {
        timeoutMs: Number.MAX_SAFE_INTEGER,
        everyMs: LOOK_EVERY_MS,
        what: `the end of ${this.name}`,
      });
      this.ends.push(current.end ?? '');
      if (!this.wanted) return;
      await pause(RESTART_AFTER_MS);
      if (!this.wanted) return;
    }
  }
}
