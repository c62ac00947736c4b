import { type ProcessEnd, type RunningProcess } from './running-process';

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
  backoff?: { minMs: number; maxMs: number; /** A run as long as this ends the count. */ steadyMs: number };
}

/** `EX_CONFIG`: the service says itself what is wrong with its configuration. */
const EXIT_CONFIGURATION = 78;
const BACKOFF = { minMs: 500, maxMs: 15_000, steadyMs: 60_000 };

/** Keeps a service running until it is stopped. */
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
    const startedAt = Date.now();
    this.current = launched;
    this.options.events.started(launched.pid);
    this.currentEnd = launched.ended.then((end) => this.ended(launched, end, Date.now() - startedAt));
  }

  /** SIGTERM, and SIGKILL after `graceMs`. Idempotent. @returns whether it ended by itself */
  async stop({ graceMs }: { graceMs: number }): Promise<boolean> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { current } = this;
    if (!current) return true;
    let orderly = true;
    current.signal('SIGTERM');
    const late = setTimeout(() => {
      orderly = false;
      current.signal('SIGKILL');
    }, graceMs);
    await this.currentEnd;
    clearTimeout(late);
    // Whatever it started itself goes with it.
    current.signal('SIGKILL');
    return orderly;
  }

  private ended(launched: RunningProcess, end: ProcessEnd, ranMs: number): void {
    this.current = undefined;
    this.options.events.ended(launched.pid);
    if (this.stopping) return;
    const how = end.signal ?? `exit code ${end.code}`;
    if (end.code === EXIT_CONFIGURATION) return this.options.events.failed(how);
    const { minMs, maxMs, steadyMs } = this.options.backoff ?? BACKOFF;
    this.failuresInARow = ranMs >= steadyMs ? 1 : this.failuresInARow + 1;
    const delayMs = Math.min(maxMs, minMs * 2 ** (this.failuresInARow - 1));
    this.options.events.restarting(how, delayMs);
    this.timer = setTimeout(() => this.start(), delayMs);
  }
}
