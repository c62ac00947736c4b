/** Something the person at the machine can put right: its message is one line and names the remedy. */
export class SetUpError extends Error {
  constructor(message, { detail = '', cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SetUpError';
    /** What another program said, for below the line. */
    this.detail = detail;
  }
}
