/** The database did not answer: lost, refused, shutting down, out of connections or too slow. A retry may succeed. */
export class StoreUnavailableError extends Error {
  readonly retriable = true;

  constructor(
    /** SQLSTATE or system error code, if there is one. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`database not available: ${message}`, options);
    this.name = 'StoreUnavailableError';
  }
}
