/** Exit codes as in sysexits.h, except `notDone`. */
export const EXIT = {
  done: 0,
  /** The command did nothing, or only a part. */
  notDone: 1,
  /** The command line is wrong. */
  usage: 64,
  /** An input file is missing, or holds nothing that can be read. */
  noInput: 66,
  /** A broker, a database or a gateway cannot be reached; retry later. */
  unavailable: 69,
  /** An environment variable is wrong. */
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
