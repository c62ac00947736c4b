/** A message file that holds a frame above the limit, or is no message file at all. */
export class FrameTooLargeError extends Error {
  readonly retriable = false;

  constructor(given: { path: string; offset: number; maxFrameBytes: number }) {
    super(`${given.path}: no frame ends within ${given.maxFrameBytes} bytes of offset ${given.offset}`);
    this.name = 'FrameTooLargeError';
  }
}
