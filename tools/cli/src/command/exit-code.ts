/** As sysexits.h has them, but for `notDone`. */
export const EXIT = {
  done: 0,
  /** What was asked for could not be done, or not all of it. */
  notDone: 1,
  /** The command line is wrong. */
  usage: 64,
  /** A broker, a database or a gateway cannot be reached: again later. */
  unavailable: 69,
  /** An environment variable is wrong. */
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
