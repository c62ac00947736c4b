import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, prepareForServices, workspaceRoot } from '@renwatch/testing';

const PORTS = [
  'KAFKA_PORT',
  'SIMULATOR_MLLP_PORT',
  'SIMULATOR_PAGER_PORT',
  'SIMULATOR_HTTP_PORT',
  'GATEWAY_HTTP_PORT',
  'INFERENCE_HTTP_PORT',
  'PAGER_HTTP_PORT',
  'PROMETHEUS_PORT',
];

export type StackPorts = Readonly<Record<string, string>>;

export interface StackRunOptions {
  /** A built checkout; default: this one. */
  root?: string;
  home: string;
  databaseUrl: string;
  /** The files to play: MLLP messages and the CSV of earlier results. */
  stream: { messages: string; history: string };
  /** Default: free ports. */
  ports?: StackPorts;
  /** The program to run as Prometheus, with `--watch`. */
  prometheus?: string;
}

/** A page as the simulated hospital received it. */
export interface ReceivedPage {
  mrn: string;
  /** 14 digits. */
  time: string;
  idempotencyKey: string;
}

/** A free port for each listener of a stack, by its variable. */
export async function freeStackPorts(): Promise<StackPorts> {
  const ports: Record<string, string> = {};
  for (const name of PORTS) ports[name] = String(await freePort());
  return ports;
}

/** `npm start -- --once` without the set-up: the real command, services, broker and sockets. */
export class StackRun {
  output = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly home: string,
  ) {
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    process.stdout?.on('data', keep);
    process.stderr?.on('data', keep);
  }

  static async start(options: StackRunOptions): Promise<StackRun> {
    const { root = workspaceRoot(), home, databaseUrl, stream, ports, prometheus } = options;
    // A revision before this one knows neither such logins nor a database that is prepared for them.
    const logins = options.root === undefined ? await prepareForServices(databaseUrl) : undefined;
    const args = ['--once', `--messages=${stream.messages}`, `--history=${stream.history}`];
    if (prometheus !== undefined) args.push('--watch');
    const env = {
      ...process.env,
      ...(ports ?? (await freeStackPorts())),
      ...(prometheus !== undefined && { PROMETHEUS: prometheus }),
      RENWATCH_HOME: home,
      DATABASE_URL: databaseUrl,
      ...(logins && { INFERENCE_DATABASE_URL: logins.inference, PAGER_DATABASE_URL: logins.pager }),
      MLLP_LISTEN: 'off',
      KAFKA_BROKERS: '',
      MLLP_ADDRESS: '',
      PAGER_ADDRESS: '',
    };
    const main = join(root, 'tools/stack/dist/main.js');
    return new StackRun(spawn(process.execPath, [main, ...args], { cwd: root, env }), home);
  }

  /** The exit code, when it has stopped everything. */
  async end(): Promise<number | null> {
    if (this.process.exitCode === null) await once(this.process, 'close');
    return this.process.exitCode;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null;
  }

  /** Kills a service with SIGKILL; the stack starts it again. */
  killService(name: 'gateway' | 'inference' | 'pager'): number {
    const register = JSON.parse(readFileSync(join(this.home, 'processes.json'), 'utf8')) as {
      services: { name: string; pid: number }[];
    };
    const service = register.services.find((running) => running.name === name);
    if (!service) throw new Error(`${name} does not run`);
    process.kill(service.pid, 'SIGKILL');
    return service.pid;
  }

  /** Stops it at any time. */
  async stop(): Promise<void> {
    if (this.isRunning) this.process.kill('SIGTERM');
    await this.end();
  }

  /** The pages that the simulated hospital received, repeats included. */
  receivedPages(): ReceivedPage[] {
    const lines = readFileSync(join(this.home, 'simulator/events.jsonl'), 'utf8').split('\n').filter(Boolean);
    const events = lines.map((line) => JSON.parse(line) as ReceivedPage & { type: string });
    return events.filter(({ type }) => type === 'page');
  }

  /** `mrn,time` of the pages that the simulated hospital received, each once. */
  pages(): string[] {
    return [...new Set(this.receivedPages().map(({ mrn, time }) => `${mrn},${time}`))].sort();
  }
}
