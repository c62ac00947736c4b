/** A file that is not a creatinine CSV, or a record in it whose quotes cannot be read. */
export class CreatinineCsvError extends Error {
  readonly retriable = false;

  constructor(
    /** Line of the file, from 1. */
    readonly line: number,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`line ${line}: not a creatinine CSV: ${detail}`, options);
    this.name = 'CreatinineCsvError';
  }
}
