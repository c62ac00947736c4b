/** The database did not answer: lost, refused, shutting down, out of connections or too slow. The same may succeed later. */
export class StoreUnavailableError extends Error {
  readonly retriable = true;

  constructor(
    /** A SQLSTATE or a system's error code, where there is one. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`database not available: ${message}`, options);
    this.name = 'StoreUnavailableError';
  }
}
