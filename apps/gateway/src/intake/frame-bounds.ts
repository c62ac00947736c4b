import { maxRecordBytes } from '@renwatch/events';

export interface FrameBounds {
  /** Bound of one record: the topic is created to take it. */
  recordBytes: number;
  /** Bound of all records of one frame together. */
  recordsBytes: number;
  /** How many times its size a frame may become. */
  growth: number;
}

/** A batch of the shortest messages that hospitals send becomes seven times its size. */
const MAX_GROWTH = 10;

/** Bounds the records of a frame: a header that is repeated for each of many patients could fill the memory. */
export function frameBounds(maxFrameBytes: number): FrameBounds {
  return {
    recordBytes: maxRecordBytes(maxFrameBytes),
    recordsBytes: MAX_GROWTH * maxFrameBytes + 64 * 1024,
    growth: MAX_GROWTH,
  };
}
