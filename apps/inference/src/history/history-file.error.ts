import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** A history file that cannot be imported, with the line and what would be right. Nothing of it is imported. */
export class HistoryFileError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`HISTORY_CSV=${file}: ${detail}`, options);
    this.name = 'HistoryFileError';
  }
}
