import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface RotatingLogOptions {
  file: string;
  /** Past this the file becomes `<file>.1`, whose predecessor goes. */
  maxBytes?: number;
}

const MAX_BYTES = 10 * 1024 * 1024;

/** A service's output on disk, at most twice `maxBytes`. Written at once: there is no buffer to lose or to bound. */
export class RotatingLog {
  private readonly file: string;
  private readonly maxBytes: number;
  private descriptor: number | undefined;
  private bytes = 0;
  /** Where this start's own lines begin. */
  private ownFrom = 0;

  constructor({ file, maxBytes = MAX_BYTES }: RotatingLogOptions) {
    this.file = file;
    this.maxBytes = maxBytes;
    mkdirSync(path.dirname(file), { recursive: true });
    this.ownFrom = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(chunk: Buffer | string): void {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.descriptor === undefined) this.open();
    if (this.bytes > 0 && this.bytes + data.length > this.maxBytes) this.rotate();
    writeSync(this.descriptor as number, data);
    this.bytes += data.length;
  }

  /** The last lines that were written through this object and say something. */
  lastLines(count: number): string[] {
    try {
      const own = readFileSync(this.file).subarray(this.ownFrom).toString();
      return own.split('\n').filter(Boolean).slice(-count);
    } catch {
      return [];
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private open(): void {
    this.descriptor = openSync(this.file, 'a');
    this.bytes = statSync(this.file).size;
  }

  private rotate(): void {
    this.close();
    renameSync(this.file, `${this.file}.1`);
    this.ownFrom = 0;
    this.open();
  }
}
