import { maxRecordBytes } from '@renwatch/events';

export interface FrameBounds {
  /** Of one record: what the topic is made to take. */
  recordBytes: number;
  /** Of all records of one frame together. */
  recordsBytes: number;
}

/** A batch of the shortest messages that hospitals send grows sevenfold. */
const MAX_GROWTH = 10;

/** What a frame may become. Without it a header that is repeated for each patient would fill the memory. */
export function frameBounds(maxFrameBytes: number): FrameBounds {
  return {
    recordBytes: maxRecordBytes(maxFrameBytes),
    recordsBytes: MAX_GROWTH * maxFrameBytes + 64 * 1024,
  };
}
