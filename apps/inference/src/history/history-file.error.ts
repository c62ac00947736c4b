/** A history file that cannot be imported, with the line and what would be right. Nothing of it is imported. */
export class HistoryFileError extends Error {
  readonly retriable = false;
  readonly exitCode = 78;

  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`HISTORY_CSV=${file}: ${detail}`, options);
    this.name = 'HistoryFileError';
  }
}
