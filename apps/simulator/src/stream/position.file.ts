import { readFile, rename, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Position } from './message-stream.port';

export interface PositionFileOptions {
  path: string;
  /** Identity of the stream; a position saved for another stream is ignored. */
  identity: string;
  /** Called for the first of several failed writes in a row. */
  onFailure: (error: Error) => void;
}

/**
 * Saves how far a stream was played, after each answer, one write at a time. A killed simulator may therefore resend its
 * last few messages, but never skips one.
 */
export class PositionFile {
  private latest: Position | undefined;
  private writing: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly options: PositionFileOptions) {}

  /** Undefined if nothing was saved for this stream. @throws if the file exists but cannot be read */
  async load(): Promise<Position | undefined> {
    await mkdir(path.dirname(this.options.path), { recursive: true });
    let text: string;
    try {
      text = await readFile(this.options.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return positionOf(text, this.options.identity);
  }

  save(position: Position): void {
    this.latest = position;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
  }

  /** Resolves once the last position is on disk. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async writeAll(): Promise<void> {
    const { path: file, identity, onFailure } = this.options;
    while (this.latest) {
      const { index, offset } = this.latest;
      this.latest = undefined;
      try {
        // A rename is atomic even if the process is killed.
        await writeFile(`${file}.new`, `${JSON.stringify({ stream: identity, index, offset })}\n`);
        await rename(`${file}.new`, file);
        this.failing = false;
      } catch (error) {
        if (!this.failing) onFailure(error instanceof Error ? error : new Error(String(error)));
        this.failing = true;
      }
    }
  }
}

function positionOf(text: string, identity: string): Position | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { stream, index, offset } = value as Record<string, unknown>;
  if (stream !== identity || !isCount(index) || !isCount(offset)) return undefined;
  return { index, offset };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
