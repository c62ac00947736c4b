/** Something the person at the machine can put right; the message is one line that names the remedy. */
export class StackError extends Error {
  readonly retriable = false;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'StackError';
  }
}
