import { type DetachedProcess } from '@renwatch/machine';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { backoffMs, type BackoffOptions } from '@renwatch/timing';

/** A started program: what supervision needs of it. */
export type RunningProcess = Pick<DetachedProcess, 'pid' | 'ended' | 'stop'>;

export interface ServiceEvents {
  started(pid: number): void;
  ended(pid: number): void;
  restarting(how: string, delayMs: number): void;
  /** It ended in a way that another start would not mend. */
  failed(how: string): void;
}

export interface SupervisedServiceOptions {
  launch: () => RunningProcess;
  events: ServiceEvents;
  /** A run of `steadyMs` or longer resets the delay. */
  backoff?: BackoffOptions & { steadyMs: number };
}

const BACKOFF = { minMs: 500, maxMs: 15_000, steadyMs: 60_000 };

/**
 * Keeps a service running until it is stopped: restarts it after each end, with a growing delay. An end with the exit code
 * of a wrong configuration is final, because another start would fail alike.
 */
export class SupervisedService {
  private current: RunningProcess | undefined;
  private currentEnd: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private failuresInARow = 0;

  constructor(private readonly options: SupervisedServiceOptions) {}

  start(): void {
    this.timer = undefined;
    const launched = this.options.launch();
    const startedAtMs = performance.now();
    this.current = launched;
    this.options.events.started(launched.pid);
    this.currentEnd = launched.ended.then(({ code, signal }) => {
      this.ended(launched.pid, code, signal, performance.now() - startedAtMs);
    });
  }

  /** Sends SIGTERM, then SIGKILL after `graceMs`. Idempotent. @returns true if it ended by itself */
  async stop({ graceMs }: { graceMs: number }): Promise<boolean> {
    this.stopping = true;
    clearTimeout(this.timer);
    const inTime = (await this.current?.stop({ graceMs })) ?? true;
    await this.currentEnd;
    return inTime;
  }

  private ended(pid: number, code: number | null, signal: string | null, ranMs: number): void {
    this.current = undefined;
    this.options.events.ended(pid);
    if (this.stopping) return;
    const how = signal ?? `exit code ${code}`;
    if (code === EXIT_CONFIGURATION) return this.options.events.failed(how);
    const { steadyMs, ...backoff } = this.options.backoff ?? BACKOFF;
    this.failuresInARow = ranMs >= steadyMs ? 1 : this.failuresInARow + 1;
    const delayMs = backoffMs(this.failuresInARow, backoff);
    this.options.events.restarting(how, delayMs);
    this.timer = setTimeout(() => this.start(), delayMs);
  }
}
