import { type ExitCode } from './exit-code';

/** What a person can put right: one line with the thing, its value and the remedy. */
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
