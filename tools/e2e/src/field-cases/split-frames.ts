const FRAME_END = '\x1c\r';

/** Splits a file of MLLP frames after each FS that CR follows; an FS elsewhere is part of its frame. */
export function splitFrames(file: Buffer): Buffer[] {
  return file
    .toString('latin1')
    .split(FRAME_END)
    .slice(0, -1)
    .map((frame) => Buffer.from(frame + FRAME_END, 'latin1'));
}
