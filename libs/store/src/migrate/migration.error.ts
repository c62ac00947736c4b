/** The database cannot be migrated to the schema that this program needs; a person has to fix it. */
export class MigrationError extends Error {
  readonly retriable = false;
  /** `EX_CONFIG`: a restart does not help. */
  readonly exitCode = 78;

  constructor(message: string, options?: ErrorOptions) {
    super(`migrations: ${message}`, options);
    this.name = 'MigrationError';
  }
}
