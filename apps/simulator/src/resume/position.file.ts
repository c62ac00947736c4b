import { readFile, rename, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Position } from '../stream/message-stream';

export interface PositionFileOptions {
  path: string;
  /** Of the stream; another one's position is not used. */
  identity: string;
  /** Of the first of several failed writes in a row. */
  onFailure: (error: Error) => void;
}

/**
 * Remembers how far a stream was played. Saved after each answer, but one write at a time: a killed simulator may send
 * its last few messages again, and never leaves one out.
 */
export class PositionFile {
  private latest: Position | undefined;
  private writing: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly options: PositionFileOptions) {}

  /** Undefined where nothing is remembered of this stream. @throws where the file is there and cannot be read */
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

  /** When the last position is on disk. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async writeAll(): Promise<void> {
    const { path: file, identity, onFailure } = this.options;
    while (this.latest) {
      const { index, offset } = this.latest;
      this.latest = undefined;
      try {
        // A rename is whole or not at all, also where the process is killed.
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
