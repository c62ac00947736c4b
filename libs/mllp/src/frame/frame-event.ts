/** Bytes outside any frame; a frame begun anew before it ended; a frame cut off by the end of the stream. */
export type NoiseReason = 'between-frames' | 'abandoned' | 'unfinished';

export type FrameEvent =
  | { kind: 'frame'; payload: Buffer }
  /** A piece of a frame above the limit; the pieces in order are the whole payload, the last one marked. */
  | { kind: 'oversize-part'; payload: Buffer; index: number; last: boolean }
  /** `bytes` leaves out CR and LF; `sample` is at most the first 64 of them, and may hold patient data. */
  | { kind: 'noise'; reason: NoiseReason; bytes: number; sample: Buffer };
