/**
 * A payload was not answered, so the other side may or may not have it: send it again. `reason`: `timeout`, `closed`,
 * `full`, `protocol`, or the system's error code.
 */
export class MllpSendError extends Error {
  readonly retriable = true;

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`the payload was not answered: ${reason}`, options);
    this.name = 'MllpSendError';
  }
}
