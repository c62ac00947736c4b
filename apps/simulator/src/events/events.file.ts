import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { eventLine } from './event-line';
import { type SimulatorEvent } from './simulator-event';

export interface EventsFileOptions {
  path: string;
  now: () => Date;
  /** Once: what cannot be written any more is left out, and the hospital goes on. */
  onFailure: (error: Error) => void;
}

/**
 * Appends every event as a line of JSON. Written at once and synchronously: a reader sees a page the moment it was
 * answered, no buffer grows, and nothing is lost when the simulator is killed.
 */
export class EventsFile {
  private descriptor: number | undefined;

  /** @throws what the file system throws */
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
