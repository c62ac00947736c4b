import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { eventLine } from './event-line';
import { type SimulatorEvent } from './simulator.events';

export interface EventsFileOptions {
  path: string;
  now: () => Date;
  /** Called once. After a failure no more is written, and the hospital carries on. */
  onFailure: (error: Error) => void;
}

/**
 * Appends every event as a line of JSON. Writes are synchronous: a reader sees a page as soon as it was answered, no
 * buffer grows, and a killed simulator loses nothing.
 */
export class EventsFile {
  private descriptor: number | undefined;

  /** @throws any error of the file system */
  constructor(private readonly options: EventsFileOptions) {
    mkdirSync(path.dirname(options.path), { recursive: true });
    this.descriptor = openSync(options.path, 'a');
  }

  write(event: SimulatorEvent): void {
    if (this.descriptor === undefined) return;
    try {
      writeSync(this.descriptor, eventLine(event, this.options.now()));
    } catch (error) {
      this.close();
      this.options.onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }

  close(): void {
    const { descriptor } = this;
    this.descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
