import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type MessageStream, type Position, type StreamMessage } from './message-stream.port';
import { readFrames } from './read-frames';

const CHUNK_BYTES = 256 * 1024;
const MAX_FRAME_BYTES = 256 * 1024 * 1024;
const IDENTITY_BYTES = 64 * 1024;

/** Reads the messages of an MLLP file on demand. */
export class FileMessageStream implements MessageStream {
  private constructor(
    private readonly path: string,
    readonly identity: string,
  ) {}

  /** @throws any error of the file system */
  static async open(path: string): Promise<FileMessageStream> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const head = Buffer.alloc(Math.min(size, IDENTITY_BYTES));
      await file.read(head, 0, head.length, 0);
      const hash = createHash('sha256').update(head).digest('hex').slice(0, 32);
      return new FileMessageStream(path, `file:${size}:${hash}`);
    } finally {
      await file.close();
    }
  }

  async *messages(from: Position): AsyncGenerator<StreamMessage, void> {
    let { index } = from;
    const limits = { chunkBytes: CHUNK_BYTES, maxFrameBytes: MAX_FRAME_BYTES };
    for await (const { payload, endOffset } of readFrames({
      path: this.path,
      offset: from.offset,
      ...limits,
    })) {
      yield { index, payload, next: { index: index + 1, offset: endOffset } };
      index += 1;
    }
  }
}
