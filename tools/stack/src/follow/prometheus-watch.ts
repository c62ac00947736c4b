import { AlarmBook, type FiringAlarm, keyOf } from '@renwatch/monitoring';
import { finishesWithin } from '@renwatch/timing';
import { clock } from '../report/page-line';

/** Questions to Prometheus. */
export interface AlarmSource {
  firing(): Promise<FiringAlarm[]>;
  newestSampleAgeSeconds(): Promise<number | undefined>;
}

/** The part of a process that the watch uses. */
export interface WatchedProcess {
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; error?: Error }>;
  stop(options: { graceMs: number }): Promise<boolean>;
}

export interface PrometheusWatchOptions {
  url: string;
  alarms: AlarmSource;
  /** Starts the process. @throws if it cannot be started */
  launch: () => WatchedProcess;
  logFile: string;
  /** Progress and faults of Prometheus itself. */
  say: (line: string) => void;
  /** A line for each alarm that fires or clears. */
  print: (line: string) => void;
  pollMs?: number;
  /** Time without a new sample, or without an answer, after which the watch says so. */
  blindAfterMs?: number;
}

const POLL_MS = 1_000;
const BLIND_AFTER_MS = 15_000;

/**
 * Prints alarms of a Prometheus beside the stack. Nothing of it throws or rejects: the stack runs on whatever becomes of
 * Prometheus. States and transitions:
 *
 * - starting: until the first answer. Its address is printed then.
 * - watching: each alarm that fires or clears is a line.
 * - blind: it has not answered, or stored no sample, for 15 s, as with a full disk. One line says so, and one when it is
 *   watching again.
 * - ended: the process has ended, or could not start. One line says so; it is not started again.
 */
export class PrometheusWatch {
  private readonly book = new AlarmBook();
  private process: WatchedProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> = Promise.resolve();
  private state: 'starting' | 'watching' | 'blind' | 'ended' = 'starting';
  private sawSamplesAtMs = Date.now();

  constructor(private readonly options: PrometheusWatchOptions) {}

  start(): void {
    try {
      this.process = this.options.launch();
    } catch (error) {
      return this.end(error instanceof Error ? error.message : String(error));
    }
    this.sawSamplesAtMs = Date.now();
    void this.process.ended.then(({ code, signal, error }) =>
      this.end(error?.message ?? signal ?? `exit code ${code}`),
    );
    this.schedule();
  }

  /** Idempotent. */
  async stop({ graceMs }: { graceMs: number }): Promise<void> {
    this.state = 'ended';
    clearTimeout(this.timer);
    await Promise.all([this.process?.stop({ graceMs }), finishesWithin(this.polling, graceMs)]);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.polling = this.poll().finally(() => this.state !== 'ended' && this.schedule());
    }, this.options.pollMs ?? POLL_MS);
  }

  private async poll(): Promise<void> {
    const { alarms, url, blindAfterMs = BLIND_AFTER_MS } = this.options;
    try {
      const [firing, sampleAgeSeconds = Infinity] = await Promise.all([
        alarms.firing(),
        alarms.newestSampleAgeSeconds(),
      ]);
      if (this.state === 'ended') return;
      if (sampleAgeSeconds * 1000 < blindAfterMs) {
        this.sawSamplesAtMs = Date.now();
        if (this.state === 'starting') this.options.say(`Prometheus: ${url}; alarms are lines below`);
        if (this.state === 'blind') this.options.say('Prometheus stores samples again');
        this.state = 'watching';
        this.report(firing);
      }
    } catch {
      // It may be busy; if this lasts, the check below says so.
    }
    if (this.state === 'ended' || this.state === 'blind') return;
    if (Date.now() - this.sawSamplesAtMs < blindAfterMs) return;
    this.state = 'blind';
    this.options.say(`Prometheus stores no samples, so alarms are not seen; ${this.consequence}`);
  }

  private report(firing: readonly FiringAlarm[]): void {
    const nowMs = Date.now();
    const at = new Date(nowMs).toISOString();
    // The watchdog fires always.
    const shown = firing.filter(({ severity }) => severity !== 'none');
    const { fired, cleared } = this.book.update(shown, nowMs);
    for (const alarm of fired) this.options.print(firedLine(alarm, at));
    for (const { alarm, firedAtMs } of cleared) this.options.print(clearedLine(alarm, nowMs - firedAtMs, at));
  }

  private end(how: string): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    clearTimeout(this.timer);
    this.options.say(`Prometheus ended (${how}), so alarms are not seen; ${this.consequence}`);
  }

  private get consequence(): string {
    return `everything else runs on; log: ${this.options.logFile}`;
  }
}

/** Formats an alarm that fires: time, name with labels, severity, value, what is wrong, runbook. */
function firedLine(alarm: FiringAlarm, at: string): string {
  const { severity, value, summary, runbook } = alarm;
  return `${clock(at)}  alarm ${keyOf(alarm)}  ${severity}  value ${shortened(value)}  ${summary}; ${runbook}`;
}

/** Formats an alarm that has cleared, and how long it fired. */
function clearedLine(alarm: FiringAlarm, firedForMs: number, at: string): string {
  return `${clock(at)}  clear ${keyOf(alarm)}  after ${Math.round(firedForMs / 1000)} s; ${alarm.runbook}`;
}

const shortened = (value: number): string => String(Number(value.toPrecision(3)));
