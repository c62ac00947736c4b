import { readdirSync, readFileSync } from 'node:fs';
import { freePort, startPostgres, type RunningPostgres } from '@renwatch/testing';

/** A PostgreSQL that can be killed and comes back with its data at the same address. */
export class DatabaseServer {
  private running: RunningPostgres | undefined;
  private port = 0;

  constructor(private readonly folder: string) {}

  async start(): Promise<void> {
    if (this.running) return;
    this.port ||= await freePort();
    this.running = await startPostgres({ dataDir: this.folder, port: this.port, durable: false });
  }

  get url(): string {
    if (!this.running) throw new Error('the database server does not run');
    return this.running.url;
  }

  /** SIGKILL; `start` brings it back. */
  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  /** SIGSTOP: the server and its sessions keep their connections and answer nothing, until `thaw()`. Linux only. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.running ?? {};
    if (pid === undefined) return;
    // The server first: stopped, it starts no session.
    process.kill(pid, signal);
    for (const session of childrenOf(pid)) endedOr(() => process.kill(session, signal));
  }
}

/** Each session is a process of its own, in a process group of its own. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  const stat = endedOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // State and parent follow the program's name in brackets.
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** A process may end while it is looked at. */
function endedOr<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
