/** Where a command speaks to. */
export interface Terminal {
  /** A line of the answer. */
  print(line: string): void;
  /** Bytes that are the answer. */
  printBytes(bytes: Uint8Array): void;
  /** A line about the answer, or what is wrong; never part of what is piped on. */
  complain(line: string): void;
}
