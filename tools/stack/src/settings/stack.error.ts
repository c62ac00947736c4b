/** A fault that the person at the machine can mend; the message is one line that names the remedy. */
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
