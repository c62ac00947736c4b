/** Bytes on a topic that are not a record of it, or a value that would not be one. `detail` names fields and faults, never values. */
export class InvalidRecordError extends Error {
  readonly retriable = false;

  constructor(
    readonly topic: string,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${topic}: not a valid record: ${detail}`, options);
    this.name = 'InvalidRecordError';
  }
}
