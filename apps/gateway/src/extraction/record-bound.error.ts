/** What was read of a message is more than a record may hold; found before all of it is read. */
export class RecordBoundError extends Error {
  readonly retriable = false;

  constructor(readonly maxBytes: number) {
    super(`a record of this message would be above ${maxBytes} bytes`);
    this.name = 'RecordBoundError';
  }
}
