import { setTimeout as pause } from 'node:timers/promises';
import { AlarmBook, keyOf, type FiringAlarm } from '@renwatch/monitoring';

/** An alarm from when it was first seen until it was seen no more. */
export interface RecordedAlarm {
  alarm: FiringAlarm;
  key: string;
  firedAtMs: number;
  clearedAtMs?: number;
}

export interface AlarmRecorderOptions {
  firing: () => Promise<FiringAlarm[]>;
  everyMs?: number;
}

const LOOK_EVERY_MS = 200;

/** Records when alarms of a Prometheus fire and clear. */
export class AlarmRecorder {
  readonly records: RecordedAlarm[] = [];
  private readonly book = new AlarmBook();
  private readonly stopped = new AbortController();
  private looking: Promise<void> | undefined;

  constructor(private readonly options: AlarmRecorderOptions) {}

  start(): void {
    this.looking ??= this.look();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.looking;
  }

  /** Returns the alarms that fire now. */
  get firing(): RecordedAlarm[] {
    return this.records.filter(({ clearedAtMs }) => clearedAtMs === undefined);
  }

  /** Returns the alarms that fired at or after a moment. */
  since(ms: number): RecordedAlarm[] {
    return this.records.filter(({ firedAtMs }) => firedAtMs >= ms);
  }

  private async look(): Promise<void> {
    const { firing, everyMs = LOOK_EVERY_MS } = this.options;
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const alarms = await firing().catch(() => undefined);
      if (alarms) this.record(alarms);
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private record(alarms: readonly FiringAlarm[]): void {
    const nowMs = Date.now();
    const { fired, cleared } = this.book.update(alarms, nowMs);
    for (const alarm of fired) this.records.push({ alarm, key: keyOf(alarm), firedAtMs: nowMs });
    for (const { alarm } of cleared) {
      const record = this.firing.find(({ key }) => key === keyOf(alarm));
      if (record) record.clearedAtMs = nowMs;
    }
  }
}
