/** A fault that the person at the machine can mend: its message is one line that names the remedy. */
export class SetUpError extends Error {
  /**
   * @param {string} message
   * @param {{ detail?: string, cause?: unknown }} [options] `detail`: output of another program, shown below the message
   */
  constructor(
    message: string,
    {
      detail,
      cause,
    }?: {
      detail?: string;
      cause?: unknown;
    },
  );
  retriable: boolean;
  detail: string;
}
//# sourceMappingURL=set-up.error.d.cts.map
