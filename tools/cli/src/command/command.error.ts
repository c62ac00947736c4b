import { type ExitCode } from './exit-code';

/** An error that the user can fix: one line with the subject, its value and the remedy. */
export class CommandError extends Error {
  readonly retriable = false;

  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandError';
  }
}
