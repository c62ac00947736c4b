/** Receives the output of a command. */
export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** Bytes that are the result. */
  printBytes(bytes: Uint8Array): void;
  /** A line about the result, or an error; never part of piped output. */
  complain(line: string): void;
}
