import { open } from 'node:fs/promises';

const VT = 0x0b;
const FS = 0x1c;

export interface ReadFramesOptions {
  path: string;
  /** Byte offset to start at. */
  offset: number;
  /** Size of one read; for a longer frame the reads double. */
  chunkBytes: number;
  maxFrameBytes: number;
}

export interface FileFrame {
  payload: Buffer;
  /** Byte offset after the frame's FS. */
  endOffset: number;
}

/** Thrown for a message file with a frame above the limit, or for a file that is not MLLP. */
export class FrameTooLargeError extends Error {
  readonly retriable = false;

  constructor(given: { path: string; offset: number; maxFrameBytes: number }) {
    super(`${given.path}: no frame ends within ${given.maxFrameBytes} bytes of offset ${given.offset}`);
    this.name = 'FrameTooLargeError';
  }
}

/**
 * Yields the frames of a file of any size, in linear time, with one chunk or one longer frame in memory. Bytes between
 * frames and a frame cut off by the end of the file are skipped.
 * @throws FrameTooLargeError, and any error of the file system
 */
export async function* readFrames(options: ReadFramesOptions): AsyncGenerator<FileFrame, void> {
  const { path, chunkBytes, maxFrameBytes } = options;
  const file = await open(path);
  try {
    let held: Buffer = Buffer.alloc(0);
    let heldOffset = options.offset;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(chunkBytes, held.length));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, heldOffset + held.length);
      if (bytesRead === 0) return;
      // The held bytes contain no FS, so search only the new ones.
      let searchFrom = held.length;
      held = Buffer.concat([held, chunk.subarray(0, bytesRead)]);
      let used = 0;
      for (;;) {
        const start = held.indexOf(VT, used);
        if (start < 0) {
          used = held.length;
          break;
        }
        used = start;
        const end = held.indexOf(FS, Math.max(start + 1, searchFrom));
        if (end < 0) break;
        // A copy, so that a consumer that keeps one frame does not keep the whole chunk in memory.
        yield { payload: Buffer.from(held.subarray(start + 1, end)), endOffset: heldOffset + end + 1 };
        used = end + 1;
        searchFrom = used;
      }
      heldOffset += used;
      held = held.subarray(used);
      if (held.length > maxFrameBytes)
        throw new FrameTooLargeError({ path, offset: heldOffset, maxFrameBytes });
    }
  } finally {
    await file.close();
  }
}
