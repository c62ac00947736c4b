/** Bytes or a value that are no record of the topic. `detail` names fields and faults, never values. */
export class InvalidRecordError extends Error {
  readonly retriable = false;

  constructor(
    readonly topic: string,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${topic}: invalid record: ${detail}`, options);
    this.name = 'InvalidRecordError';
  }
}
