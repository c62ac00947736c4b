import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface RotatingLogOptions {
  file: string;
  /** Past this the file becomes `<file>.1`, which replaces an older one. */
  maxBytes?: number;
}

const MAX_BYTES = 10 * 1024 * 1024;

/** Writes a service's output to disk, at most twice `maxBytes`. Unbuffered, so nothing can be lost or grow. */
export class RotatingLog {
  private readonly file: string;
  private readonly maxBytes: number;
  private descriptor: number | undefined;
  private bytes = 0;
  /** Position of this start's first line. */
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

  /** Returns the last non-empty lines that were written through this object. */
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
