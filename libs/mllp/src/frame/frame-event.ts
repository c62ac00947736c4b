/** Bytes outside any frame; a frame that began again before its end; a frame cut off by the end of the stream. */
export const NOISE_REASONS = ['between-frames', 'abandoned', 'unfinished'] as const;
export type NoiseReason = (typeof NOISE_REASONS)[number];

export type FrameEvent =
  | { kind: 'frame'; payload: Buffer }
  /** A part of a frame above the limit; all parts in order are the whole payload. */
  | { kind: 'oversize-part'; payload: Buffer; index: number; last: boolean }
  /** Bytes outside any frame, up to the next one or to a bound: perhaps the rest of a message. Noise counts them too. */
  | { kind: 'stray'; payload: Buffer }
  /** `bytes` leaves out CR and LF; `sample` is at most the first 64 of them, and may hold patient data. */
  | { kind: 'noise'; reason: NoiseReason; bytes: number; sample: Buffer };
