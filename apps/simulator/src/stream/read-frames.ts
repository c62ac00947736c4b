import { open } from 'node:fs/promises';
import { FrameTooLargeError } from './frame-too-large.error';

const VT = 0x0b;
const FS = 0x1c;

export interface ReadFramesOptions {
  path: string;
  /** Where to begin, in bytes. */
  offset: number;
  /** What is read at once; a longer frame is read in steps that double. */
  chunkBytes: number;
  maxFrameBytes: number;
}

export interface FileFrame {
  payload: Buffer;
  /** The file's offset after its FS. */
  endOffset: number;
}

/**
 * The frames of a file, one after the other, whatever its size: in time linear in it and with one chunk, or one frame
 * if that is longer, in memory. What lies between frames is skipped; a frame that the file cuts off is no frame.
 * @throws FrameTooLargeError, and what the file system throws
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
      // No FS is in what was held, so the search for one begins behind it.
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
        // Given out as a copy of its own, so that a consumer that keeps one frame does not keep the whole chunk.
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
