/** Thrown for a message file with a frame above the limit, or for a file that is not MLLP. */
export class FrameTooLargeError extends Error {
  readonly retriable = false;

  constructor(given: { path: string; offset: number; maxFrameBytes: number }) {
    super(`${given.path}: no frame ends within ${given.maxFrameBytes} bytes of offset ${given.offset}`);
    this.name = 'FrameTooLargeError';
  }
}
