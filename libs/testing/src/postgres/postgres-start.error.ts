/** PostgreSQL could not be started; the message ends with the remedy. */
export class PostgresStartError extends Error {
  readonly retriable = false;

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}: ${remedy}`, options);
    this.name = 'PostgresStartError';
  }
}
