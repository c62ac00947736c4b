/** The database cannot be brought to what this program needs; somebody has to look. */
export class MigrationError extends Error {
  readonly retriable = false;
  /** `EX_CONFIG`: another start mends nothing. */
  readonly exitCode = 78;

  constructor(message: string, options?: ErrorOptions) {
    super(`migrations: ${message}`, options);
    this.name = 'MigrationError';
  }
}
