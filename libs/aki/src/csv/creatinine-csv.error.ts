/** A file that is not a creatinine CSV at all, or a line of it that cannot be read. */
export class CreatinineCsvError extends Error {
  readonly retriable = false;

  constructor(detail: string) {
    super(`not a creatinine CSV: ${detail}`);
    this.name = 'CreatinineCsvError';
  }
}
