/** Receives what a command reports. */
export interface TrainerOutput {
  /** A line of the result. */
  print(line: string): void;
  /** One line that says what is wrong. */
  complain(line: string): void;
  /** The share of the work that is done, 0 to 1, and the current step. */
  progress(share: number, step: string): void;
}
