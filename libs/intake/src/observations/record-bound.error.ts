/** A record of the message is certain to exceed its bound; found before the whole message is read. */
export class RecordBoundError extends Error {
  readonly retriable = false;

  constructor(readonly maxBytes: number) {
    super(`a record of this message would be above ${maxBytes} bytes`);
    this.name = 'RecordBoundError';
  }
}
