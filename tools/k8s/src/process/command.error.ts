const MAX_OUTPUT_LENGTH = 2_000;

/** Thrown if a program fails; has the end of its output. */
export class CommandError extends Error {
  readonly retriable = false;

  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`${command}: ${output.trim().slice(-MAX_OUTPUT_LENGTH)}`);
    this.name = 'CommandError';
  }
}
