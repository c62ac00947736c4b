/** The topic takes no record of this size (`max.message.bytes`); it is not written, and never will be. */
export class RecordTooLargeError extends Error {
  override readonly name = 'RecordTooLargeError';
  readonly retriable = false;

  constructor(
    readonly topic: string,
    readonly bytes: number,
    options?: ErrorOptions,
  ) {
    super(`record of ${bytes} bytes is too large for topic ${topic}`, options);
  }
}
