/** The record of a message is certain to exceed its bound. Thrown before the whole message is read. */
export class RecordBoundError extends Error {
  readonly retriable = false;

  constructor(readonly maxBytes: number) {
    super(`a record of this message would be above ${maxBytes} bytes`);
    this.name = 'RecordBoundError';
  }
}
