import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { waitFor } from '../wait/wait-for';

const MAX_LOG_BYTES = 20 * 1024 * 1024;

export interface DetachedProcessOptions {
  command: string;
  args: string[];
  cwd: string;
  /** What it prints is appended here; past 20 MB the old file becomes `<name>.1` at the next start. */
  logFile: string;
  env?: NodeJS.ProcessEnv;
  /** Kill it when this process ends in any way, kill -9 included: for tests, which must leave nothing behind. */
  dieWithParent?: boolean;
  /** A folder to remove when it is killed that way, there being nobody else left to do it. */
  temporaryFolder?: string;
}

/** A child in a process group of its own, so that Ctrl-C in the terminal does not reach it. */
export class DetachedProcess {
  readonly pid: number;
  private ended: string | undefined;
  private watcher: ChildProcess | undefined;

  private constructor(child: ChildProcess, pid: number) {
    this.pid = pid;
    child.once('exit', (code, signal) => {
      this.ended = signal ?? `exit code ${code}`;
      this.endWatch();
    });
    child.unref();
  }

  /** @throws the system's error when the command cannot be started */
  static async start(options: DetachedProcessOptions): Promise<DetachedProcess> {
    const {
      command,
      args,
      cwd,
      logFile,
      env = process.env,
      dieWithParent = false,
      temporaryFolder = '',
    } = options;
    const log = openLog(logFile);
    try {
      const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
      await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
      const started = new DetachedProcess(child, child.pid as number);
      if (dieWithParent) started.watch(temporaryFolder);
      return started;
    } finally {
      closeSync(log);
    }
  }

  /** How it ended ("SIGTERM", "exit code 1"), undefined while it runs. */
  get end(): string | undefined {
    return this.ended;
  }

  /** Asks with SIGTERM, insists with SIGKILL after `graceMs`. Idempotent. */
  async stop({ graceMs }: { graceMs: number }): Promise<void> {
    this.signal('SIGTERM');
    await waitFor(() => this.ended !== undefined, { timeoutMs: graceMs, what: 'the end' }).catch(() =>
      this.kill(),
    );
  }

  /** SIGKILL to the whole group. Idempotent. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await waitFor(() => this.ended !== undefined, {
      timeoutMs: 10_000,
      what: `the end of process ${this.pid}`,
    });
  }

  /** To the whole group; SIGSTOP and SIGCONT freeze and wake it. */
  signal(signal: NodeJS.Signals): void {
    if (this.ended !== undefined) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // It ended a moment ago; its exit event follows.
    }
  }

  /** A shell waits for the end of its input: a line means all is well, the end of this process closes the pipe. */
  private watch(temporaryFolder: string): void {
    const script = `read -r line || { kill -s KILL -- -${this.pid}; [ -z "$1" ] || rm -rf "$1"; }`;
    const args = ['-c', script, 'watcher', temporaryFolder];
    this.watcher = spawn('sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.watcher.on('error', () => undefined);
    this.watcher.stdin?.on('error', () => undefined);
    this.watcher.unref();
    (this.watcher.stdin as { unref?: () => void } | null)?.unref?.();
  }

  private endWatch(): void {
    this.watcher?.stdin?.end('done\n');
    this.watcher = undefined;
  }
}

function openLog(logFile: string): number {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, 'a');
}
