/** A fault that the person at the machine can mend: its message is one line that names the remedy. */
class SetUpError extends Error {
  /**
   * @param {string} message
   * @param {{ detail?: string, cause?: unknown }} [options] `detail`: output of another program, shown below the message
   */
  constructor(message, { detail = '', cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SetUpError';
    this.retriable = false;
    this.detail = detail;
  }
}

module.exports = { SetUpError };
