/** PostgreSQL could not be started here; the message ends with what to do about it. */
export class PostgresStartError extends Error {
  readonly retriable = false;

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${remedy}`, options);
    this.name = 'PostgresStartError';
  }
}
