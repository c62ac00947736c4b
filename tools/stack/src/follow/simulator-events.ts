import { closeSync, fstatSync, openSync, readSync, truncateSync } from 'node:fs';

export interface SimulatorEventsOptions {
  file: string;
  /** Past this the file is emptied, once read. */
  maxFileBytes?: number;
}

const CHUNK_BYTES = 256 * 1024;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Pages whose record in the database has not been seen yet. */
const MAX_LATENCIES = 10_000;

interface EventLine {
  type: string;
  latencyMs?: number;
  idempotencyKey?: string;
  repeat?: boolean;
}

/** Reads the simulator's record of its stream and pages, a line of JSON each. */
export class SimulatorEvents {
  /** Number of messages that were accepted. */
  acknowledged = 0;
  /** True once the stream was played to its end. */
  ended = false;
  private readonly latencyByAlert = new Map<string, number>();
  private readonly file: string;
  private readonly maxFileBytes: number;
  private position = 0;
  private rest = '';

  constructor({ file, maxFileBytes = MAX_FILE_BYTES }: SimulatorEventsOptions) {
    this.file = file;
    this.maxFileBytes = maxFileBytes;
  }

  /** Reads what was written since the last look. */
  read(): void {
    let descriptor: number;
    try {
      descriptor = openSync(this.file, 'r');
    } catch {
      return; // no event yet
    }
    try {
      const { size } = fstatSync(descriptor);
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      while (this.position < size) {
        const bytes = readSync(descriptor, buffer, 0, buffer.length, this.position);
        if (bytes === 0) break;
        this.position += bytes;
        this.take(buffer.toString('latin1', 0, bytes));
      }
    } finally {
      closeSync(descriptor);
    }
    // The writer appends at the end, wherever that is. Lines between the two calls are lost: a few latencies.
    if (this.position > this.maxFileBytes) {
      truncateSync(this.file);
      this.position = 0;
    }
  }

  /** Returns the time from the message to the page of this alert, once; undefined if the simulator did not see both. */
  takeLatencyMs(alertId: string): number | undefined {
    const latencyMs = this.latencyByAlert.get(alertId);
    this.latencyByAlert.delete(alertId);
    return latencyMs;
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.event(JSON.parse(line) as EventLine);
    }
  }

  private event({ type, latencyMs, idempotencyKey, repeat }: EventLine): void {
    if (type === 'acked') this.acknowledged += 1;
    if (type === 'end') this.ended = true;
    if (type !== 'page' || latencyMs === undefined || !idempotencyKey || repeat) return;
    this.latencyByAlert.set(idempotencyKey, latencyMs);
    const oldest = this.latencyByAlert.keys().next().value;
    if (this.latencyByAlert.size > MAX_LATENCIES && oldest !== undefined) this.latencyByAlert.delete(oldest);
  }
}
